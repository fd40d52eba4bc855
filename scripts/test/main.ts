import { join } from "node:path";
import { checks } from "../check/checks.ts";
import type { Check } from "../check/check.ts";
import { printCheck, runChecks } from "../check/run-checks.ts";
import { projectRoot } from "../process/project-root.ts";
import { runProgram } from "../process/run-program.ts";
import { branchCoverage } from "./branch-coverage.ts";
import { contractCoverage } from "./contract-coverage.ts";
import { runMocha } from "./run-mocha.ts";
import { testFiles } from "./test-files.ts";

function byHardhat(name: string, args: readonly string[]): Check {
  return {
    name,
    async run() {
      const hardhat = join(projectRoot, "node_modules/hardhat/dist/src/cli.js");
      const { exitCode, output } = await runProgram(hardhat, args);
      return exitCode === 0 ? [] : [output.trim()];
    },
  };
}

const build = byHardhat("the contracts compile", ["build"]);
const properties = byHardhat("the contract's properties hold in random histories", ["test", "solidity"]);

const named = process.argv.slice(2);
const { files, missing } = testFiles(projectRoot, named);
process.stdout.write("\n  checks\n");
const slow = named.length === 0 ? [contractCoverage, properties] : [];
const measured = named.length === 0 ? [branchCoverage] : [];
// One after the other: all but the last write the artifacts, and the tests need the build's.
const built = await runChecks([...slow, build, ...measured], 1, printCheck);
// Named paths are for a quick answer while working: they leave out what looks at the whole project.
const checked = named.length === 0 ? await runChecks(checks, 2, printCheck) : [];
const results = [...built, ...checked];
const failedChecks = results.filter(({ violations }) => violations.length > 0).length;
const tests = files.length === 0 ? { passed: 0, failed: 0 } : await runMocha(files);

for (const path of missing) process.stdout.write(`No such test folder or file: ${path}\n`);

const passed = results.length - failedChecks + tests.passed;
const failed = failedChecks + tests.failed + missing.length;
// A run without a test says nothing, so it is no success.
process.exitCode = failed > 0 || tests.passed === 0 ? 1 : 0;
process.stdout.write(`${passed} passed, ${failed} failed\n`);
