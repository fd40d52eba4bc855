import { existsSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../process/project-root.ts";
import { runProgram } from "../process/run-program.ts";
import type { Check } from "./check.ts";
import { environmentAccesses } from "./environment-access.ts";
import { tooLongFiles } from "./file-length.ts";
import { impureFiles } from "./purity.ts";
import { sourceFiles } from "./source-files.ts";
import type { SourceFile } from "./source-files.ts";

/** The folders of imports to check; those that do not exist yet are left out. */
const IMPORTING = [
  "protocol",
  "indexer",
  "node",
  "sdk",
  "vault",
  "dashboard",
  "examples",
  "scripts",
  "test",
  "bench",
];

function byProgram(name: string, file: string, args: readonly string[]): Check {
  return {
    name,
    async run() {
      const { exitCode, output } = await runProgram(file, args);
      return exitCode === 0 ? [] : [output.trim()];
    },
  };
}

function byFiles(
  name: string,
  extensions: readonly string[],
  find: (files: SourceFile[]) => string[],
): Check {
  return { name, run: () => Promise.resolve(find(sourceFiles(projectRoot, extensions))) };
}

const bin = (path: string): string => join(projectRoot, "node_modules", path);

/** Reads what the contracts compile to. */
export const freshBindings = byProgram(
  "generated bindings are fresh",
  join(projectRoot, "scripts/bindings/generate.ts"),
  ["--check"],
);

/** Of the sources alone. The slow ones first, so that two at a time finish soonest. */
export const checks: readonly Check[] = [
  byProgram("lint", bin("eslint/bin/eslint.js"), [".", "--max-warnings", "0"]),
  byProgram("types", bin("typescript/bin/tsc"), ["-p", "tsconfig.json"]),
  byProgram("format", bin("prettier/bin/prettier.cjs"), ["--check", "--log-level", "warn", "."]),
  byProgram("import rules", bin("dependency-cruiser/bin/dependency-cruiser.mjs"), [
    "--config",
    ".dependency-cruiser.cjs",
    ...IMPORTING.filter((folder) => existsSync(join(projectRoot, folder))),
  ]),
  byProgram("clear signing is fresh", join(projectRoot, "scripts/clear-signing/generate.ts"), ["--check"]),
  byProgram("module of deployments is fresh", join(projectRoot, "scripts/deployments/generate.ts"), [
    "--check",
  ]),
  byProgram("the public surface is as committed", join(projectRoot, "scripts/reference/main.ts"), [
    "--check",
  ]),
  byProgram("generated docs are fresh", join(projectRoot, "scripts/docs/generate.ts"), ["--check"]),
  byFiles("file length", ["ts", "tsx", "js", "cjs", "sol"], tooLongFiles),
  byFiles("pure deciding, decoding and reducing", ["ts"], impureFiles),
  byFiles("environment read in one place", ["ts", "tsx"], environmentAccesses),
];
