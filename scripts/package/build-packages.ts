import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../process/project-root.ts";
import { runProgram } from "../process/run-program.ts";
import { publishedManifest } from "./published-manifest.ts";

/** What is published, each after what it depends on. */
export const PUBLISHED = ["protocol", "sdk"] as const;
type Published = (typeof PUBLISHED)[number];

/**
 * Compiles the published packages into `folder`, one folder each, with what else their tarballs hold. `folder` is one
 * below the project's, where the packages find what they depend on.
 */
export async function buildPackages(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const name of PUBLISHED) await buildPackage(name, folder);
}

async function buildPackage(name: Published, folder: string): Promise<void> {
  const [from, to] = [join(projectRoot, name), join(folder, name)];
  await mkdir(to, { recursive: true });
  const manifest = await readFile(join(from, "package.json"), "utf8");
  await writeFile(join(to, "package.json"), publishedManifest(manifest));
  await copyFile(join(from, "README.md"), join(to, "README.md"));
  await copyFile(join(projectRoot, "LICENSE"), join(to, "LICENSE"));
  const configFile = join(folder, `tsconfig.${name}.json`);
  await writeFile(configFile, JSON.stringify(compilerConfig(join(from, "src"), join(to, "dist"), folder)));
  const compiler = join(projectRoot, "node_modules/typescript/bin/tsc");
  const { exitCode, output } = await runProgram(compiler, ["--project", configFile]);
  if (exitCode !== 0) throw new Error(`@idos/${name} does not compile:\n${output}`);
}

/** The SDK is compiled against the protocol's declarations, as it is used. */
function compilerConfig(rootDir: string, outDir: string, folder: string): object {
  const paths = { "@idos/protocol": [join(folder, "protocol/dist/index.d.ts")] };
  return {
    extends: join(projectRoot, "scripts/package/tsconfig.json"),
    compilerOptions: { rootDir, outDir, paths },
    include: [rootDir],
  };
}
