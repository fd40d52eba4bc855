import { join } from "node:path";
import Mocha from "mocha";
import { projectRoot } from "../process/project-root.ts";
import { contractTestFiles } from "./contract-test-files.ts";
import { subject } from "../../test/contract/support/subject.ts";

/** Beyond what any test takes, on a busy machine. */
const TEST_TIMEOUT_MS = 15_000;

export interface ContractTests {
  /** Runs the tests against this creation code up to the first that fails, and gives that one's name. */
  run(creationCode: string): Promise<string | undefined>;
}

/** Loads mocha tests of the contract once, to be run against many contracts in this process. */
export async function loadContractTests(files = contractTestFiles()): Promise<ContractTests> {
  const mocha = new Mocha({ bail: true, timeout: TEST_TIMEOUT_MS, reporter: Mocha.reporters.Base });
  mocha.cleanReferencesAfterRun(false);
  for (const file of files) mocha.addFile(join(projectRoot, file));
  await mocha.loadFilesAsync();
  // Not before mocha: the tests' chain registers mocha's hooks.
  const { renewChain } = await import("../../test/contract/support/world.ts");
  return {
    async run(creationCode) {
      subject.creationCode = creationCode;
      // A test that failed may have left the chain in any state.
      await renewChain();
      const failed = await firstFailure(mocha);
      if (failed !== undefined) bringForward(mocha, failed);
      return failed?.fullTitle();
    },
  };
}

function firstFailure(mocha: Mocha): Promise<Mocha.Runnable | undefined> {
  return new Promise((resolve) => {
    let failed: Mocha.Runnable | undefined;
    const runner = mocha.run(() => resolve(failed));
    runner.on("fail", (runnable: Mocha.Runnable) => (failed ??= runnable));
  });
}

/** What finds one fault of a function soonest finds the next one there. */
function bringForward(mocha: Mocha, failed: Mocha.Runnable): void {
  const { suites } = mocha.suite;
  const within = (suite: Mocha.Suite | undefined): boolean =>
    suite !== undefined && (suite === failed.parent || suite.suites.some(within));
  const at = suites.findIndex(within);
  if (at > 0) suites.unshift(...suites.splice(at, 1));
}
