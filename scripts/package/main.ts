import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../process/project-root.ts";
import { BUDGETS } from "./budgets.ts";
import { bundleSize, describeSize } from "./bundle-size.ts";
import { packPackages } from "./pack-packages.ts";

/** Packs what is published, and tells what a page loads of it. */
const folder = join(projectRoot, ".idos/tarballs");
await mkdir(folder, { recursive: true });
for (const { file, contents, bytes } of await packPackages(folder))
  process.stdout.write(`${file}: ${contents.length} files, ${bytes} bytes\n`);
for (const { names } of BUDGETS) process.stdout.write(`${describeSize(await bundleSize(names))}\n`);
