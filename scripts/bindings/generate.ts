import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import hre from "hardhat";
import { renderBindings } from "./render.ts";

/** Builds the contracts and writes their bindings, or, with `--check`, fails when the present ones differ. */
const folder = join(hre.config.paths.root, "protocol/src/generated/contracts");
const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });

await hre.tasks.getTask("build").run({ quiet: true });
const wanted = await renderBindings(hre);
await mkdir(folder, { recursive: true });
const present = await readdir(folder);
const unwanted = present.filter((name) => !wanted.has(name));

if (values.check) {
  const differing = [...unwanted];
  for (const [name, content] of wanted) {
    const current = present.includes(name) ? await readFile(join(folder, name), "utf8") : undefined;
    if (current !== content) differing.push(name);
  }
  if (differing.length > 0) {
    process.stderr.write(
      `Bindings differ from the contracts: ${differing.join(", ")}. Run scripts/bindings/generate.ts.\n`,
    );
    process.exitCode = 1;
  }
} else {
  for (const name of unwanted) await rm(join(folder, name), { recursive: true });
  for (const [name, content] of wanted) await writeFile(join(folder, name), content);
}
