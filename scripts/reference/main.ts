import { rm } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildPackages } from "../package/build-packages.ts";
import { projectRoot } from "../process/project-root.ts";
import { runProgram } from "../process/run-program.ts";
import { modelFolder, publicSurface, REPORT } from "./public-surface.ts";

/**
 * Writes sdk/sdk.api.md, the public surface of the SDK, and renders its reference; or, with `--check`, fails when the
 * surface is not the committed one. Either fails where an export has no docstring.
 */
const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });

await buildPackages(join(projectRoot, ".idos/packages"));
const { isChanged, undocumented, problems } = await publicSurface({ write: !values.check });
const faults = [
  ...problems,
  ...undocumented.map((name) => `${name} is exported without a docstring`),
  ...(isChanged && values.check ? [`The SDK does not export what ${REPORT} says. Run ./idos docs.`] : []),
];
for (const fault of faults) process.stderr.write(`${fault}\n`);
if (faults.length > 0) process.exitCode = 1;
else if (!values.check) await renderReference(join(projectRoot, ".idos/reference"));

async function renderReference(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const documenter = join(projectRoot, "node_modules/@microsoft/api-documenter/bin/api-documenter");
  const args = ["markdown", "--input-folder", modelFolder, "--output-folder", folder];
  const { exitCode, output } = await runProgram(documenter, args);
  if (exitCode !== 0 || /warning/i.test(output)) throw new Error(output);
  process.stdout.write(`${join(folder, "sdk.md")}\n`);
}
