import { globSync } from "node:fs";
import { projectRoot } from "../process/project-root.ts";

/** It compares the contract's gas with a table, so it fails on every contract that is not compiled as deployed. */
const MEASURES_GAS = "test/contract/gas.test.ts";

/** The mocha tests of what the contract does, relative to the project. */
export function contractTestFiles(): readonly string[] {
  const files = globSync("test/contract/**/*.test.ts", { cwd: projectRoot }).sort();
  return files.filter((file) => file !== MEASURES_GAS);
}
