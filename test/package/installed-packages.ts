import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { npm } from "../../scripts/package/npm.ts";
import { type PackedPackage, packPackages } from "../../scripts/package/pack-packages.ts";
import { projectRoot } from "../../scripts/process/project-root.ts";
import { type Finished, runProgram } from "../../scripts/process/run-program.ts";

/** An application in an empty folder, with the packages installed from their tarballs. */
export interface Application {
  readonly folder: string;
  readonly packages: readonly PackedPackage[];
  /** Type-checks TypeScript by what the packages declare, and compiles it to JavaScript beside it: text by file. */
  compile(files: Readonly<Record<string, string>>): Promise<Finished>;
  remove(): Promise<void>;
}

const COMPILER = join(projectRoot, "node_modules/typescript/bin/tsc");
const OPTIONS = {
  ...{ strict: true, skipLibCheck: false, types: [] },
  ...{ target: "es2024", lib: ["es2024", "dom", "dom.iterable"], module: "nodenext" },
};

export async function installPackages(): Promise<Application> {
  const folder = await mkdtemp(join(tmpdir(), "idos-application-"));
  const packages = await packPackages(folder);
  await writeFile(join(folder, "package.json"), `{ "private": true, "type": "module" }\n`);
  const tarballs = packages.map(({ file }) => file);
  await npm(
    folder,
    "install",
    "--prefer-offline",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    ...tarballs,
  );
  return {
    ...{ folder, packages },
    async compile(files) {
      for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
      const config = { compilerOptions: OPTIONS, files: Object.keys(files) };
      await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
      return runProgram(COMPILER, [], folder);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
