import { getCoverageLibrary } from "@nomicfoundation/edr/coverage";
import hre from "hardhat";
import { rememberTableEntries } from "../solidity/compiler-speed.ts";
import { readContractSources } from "../solidity/contract-sources.ts";
import { loadContractTests } from "../solidity/contract-tests.ts";
import { compileFast } from "../solidity/solidity-compiler.ts";
import { instrumentBranches } from "./instrument-branches.ts";

/** Runs the contract's tests on a contract that tells its conditions' outcomes, and prints what came of each. */
rememberTableEntries();
const { filename, content } = getCoverageLibrary();
const { sources, conditions } = instrumentBranches(readContractSources(), { path: filename, content });
const code = compileFast(sources);
if (code === undefined) throw new Error("the instrumented contract does not compile");

const seen = new Set<number>();
hre.hooks.registerHandlers("network", {
  onCoverageData: (_, tags) => {
    for (const tag of tags) seen.add(Number(BigInt(`0x${tag}`)));
    return Promise.resolve();
  },
});
const tests = await loadContractTests();
const failed = await tests.run(code);
if (failed !== undefined) throw new Error(`a test fails on the instrumented contract: ${failed}`);
const outcomes = conditions.map((condition, id) => ({
  ...condition,
  ...{ wasFalse: seen.has(2 * id), wasTrue: seen.has(2 * id + 1) },
}));
process.stdout.write(`${JSON.stringify(outcomes)}\n`);
process.exit();
