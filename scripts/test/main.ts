import { join } from "node:path";
import { checks, freshBindings } from "../check/checks.ts";
import type { Check } from "../check/check.ts";
import { printCheck, runChecks } from "../check/run-checks.ts";
import { projectRoot } from "../process/project-root.ts";
import { runProgram } from "../process/run-program.ts";
import { branchCoverage } from "./branch-coverage.ts";
import { contractCoverage } from "./contract-coverage.ts";
import { providePrograms } from "./provide-programs.ts";
import { groupsOf, runGroups } from "./run-groups.ts";
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
// Named paths are for a quick answer while working: they leave out what looks at the whole project.
const isWhole = named.length === 0;
if (isWhole) providePrograms();
process.stdout.write("\n  checks\n");
// One after the other: all but the last two write the artifacts, and those need the build's.
const ofContract = isWhole ? [contractCoverage, properties, build, branchCoverage, freshBindings] : [build];
const ofSources = isWhole ? checks : [];

// Two lanes: what the contract and the sources are checked by runs side by side, and the tests go on where one is free.
const contractChecked = runChecks(ofContract, [], printCheck);
const sourcesChecked = runChecks(ofSources, [], printCheck);
const isOfProduct = (file: string): boolean => file.startsWith("test/");
const ofPackages = groupsOf(
  files.filter((file) => !isOfProduct(file)),
  sourcesChecked,
);
const ofProduct = groupsOf(files.filter(isOfProduct), contractChecked);
const tests = await runGroups([...ofPackages, ...ofProduct], [contractChecked, sourcesChecked]);

const results = [...(await contractChecked), ...(await sourcesChecked)];
const failedChecks = results.filter(({ violations }) => violations.length > 0).length;

for (const path of missing) process.stdout.write(`No such test folder or file: ${path}\n`);

const passed = results.length - failedChecks + tests.passed;
const failed = failedChecks + tests.failed + missing.length;
// A run without a test says nothing, so it is no success.
process.exitCode = failed > 0 || tests.passed === 0 ? 1 : 0;
process.stdout.write(`${passed} passed, ${failed} failed\n`);
