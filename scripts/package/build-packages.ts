import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../process/project-root.ts";
import { runProgram } from "../process/run-program.ts";
import { publishedManifest } from "./published-manifest.ts";

/** What is published, each after what it depends on. */
export const PUBLISHED = ["protocol", "sdk"] as const;

/** Where the packages stand as they are published, one folder each; the `tsconfig.package.json` say the same. */
export const packagesFolder: string = join(projectRoot, ".idos/packages");

/** Compiles the published packages and puts beside them what else their tarballs hold. */
export async function buildPackages(): Promise<void> {
  await rm(packagesFolder, { recursive: true, force: true });
  for (const name of PUBLISHED) await buildPackage(name);
}

async function buildPackage(name: (typeof PUBLISHED)[number]): Promise<void> {
  const [from, to] = [join(projectRoot, name), join(packagesFolder, name)];
  await mkdir(to, { recursive: true });
  const manifest = await readFile(join(from, "package.json"), "utf8");
  await writeFile(join(to, "package.json"), publishedManifest(manifest));
  await copyFile(join(from, "README.md"), join(to, "README.md"));
  await copyFile(join(projectRoot, "LICENSE"), join(to, "LICENSE"));
  const { exitCode, output } = await runProgram(join(projectRoot, "node_modules/typescript/bin/tsc"), [
    "--project",
    join(from, "tsconfig.package.json"),
  ]);
  if (exitCode !== 0) throw new Error(`@idos/${name} does not compile:\n${output}`);
}
