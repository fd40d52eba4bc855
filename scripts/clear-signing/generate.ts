import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { projectRoot } from "../process/project-root.ts";
import { publicOnes, readDeployments } from "./deployments.ts";
import { renderFiles } from "./render-files.ts";

/** Writes what hardware wallets show of the contract, or, with `--check`, fails when the present files differ. */
const folder = join(projectRoot, "contracts/clear-signing");
const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });

const deployments = publicOnes(await readDeployments(join(projectRoot, "deployments")));
await mkdir(folder, { recursive: true });
for (const [name, wanted] of renderFiles(deployments)) {
  const present = await readFile(join(folder, name), "utf8").catch(() => "");
  if (present === wanted) continue;
  if (values.check) {
    process.stderr.write(
      `${name} differs from contract, messages or deployments. Run scripts/clear-signing/generate.ts.\n`,
    );
    process.exitCode = 1;
  } else await writeFile(join(folder, name), wanted);
}
