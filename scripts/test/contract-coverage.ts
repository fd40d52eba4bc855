import { join } from "node:path";
import type { Check } from "../check/check.ts";
import { projectRoot } from "../process/project-root.ts";
import { runProgram } from "../process/run-program.ts";
import { contractTestFiles } from "../solidity/contract-test-files.ts";

/** A row of Hardhat's table: file, lines and statements in percent, what is not covered. */
const ROW = /^║ (contracts\/\S+) +│ +([0-9.]+) +│ +([0-9.]+) +│ (.*?) *║$/gm;

export interface FileCoverage {
  readonly file: string;
  readonly linesPercent: number;
  readonly statementsPercent: number;
  readonly uncovered: string;
}

export function parseCoverage(output: string): readonly FileCoverage[] {
  return [...output.matchAll(ROW)].map(([, file = "", lines, statements, uncovered = ""]) => ({
    ...{ file, uncovered },
    ...{ linesPercent: Number(lines), statementsPercent: Number(statements) },
  }));
}

/**
 * Runs the contract's tests on instrumented code, prints the coverage of each file, and wants all of it. Leaves
 * instrumented artifacts behind: build anew after it.
 */
export const contractCoverage: Check = {
  name: "the contract's tests reach every line and statement",
  async run() {
    const hardhat = join(projectRoot, "node_modules/hardhat/dist/src/cli.js");
    const tests = contractTestFiles();
    const { exitCode, output } = await runProgram(hardhat, ["test", "mocha", "--coverage", ...tests]);
    const covered = parseCoverage(output);
    for (const { file, linesPercent, statementsPercent } of covered)
      process.stdout.write(`    ${file}: lines ${linesPercent} %, statements ${statementsPercent} %\n`);
    if (exitCode !== 0 || covered.length === 0) return [output.trim()];
    return covered
      .filter(({ linesPercent, statementsPercent }) => Math.min(linesPercent, statementsPercent) < 100)
      .map(({ file, uncovered }) => `${file} is not covered in lines ${uncovered}`);
  },
};
