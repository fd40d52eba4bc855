import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../process/project-root.ts";
import type { Sources } from "./solidity-compiler.ts";

/** The contract's own files, as they are in the working copy. */
export function readContractSources(): Sources {
  const paths = globSync("contracts/**/*.sol", { cwd: projectRoot }).sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(projectRoot, path), "utf8")]));
}
