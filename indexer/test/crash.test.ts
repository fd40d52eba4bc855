import { expect } from "chai";
import { startTestChain, type TestChain } from "../../test/harness/chain.ts";
import { testRedis } from "../../test/harness/redis.ts";
import type { GrantIndex } from "../src/grant-index.ts";
import { type DeployedChain, deployTo, newShareId, type TestGrant } from "./harness/deployed-chain.ts";
import { openTestIndex } from "./harness/test-indexer.ts";

type Moment = "before" | "after";

/** An index whose process dies around its write number `fatal`: nothing reaches Redis from then on. */
function dyingIndex(
  index: GrantIndex,
  fatal: number,
  moment: Moment,
): { index: GrantIndex; died: Promise<void> } {
  const death = Promise.withResolvers<undefined>();
  let writes = 0;
  const dying =
    <Args extends unknown[], Result>(write: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      const number = ++writes;
      if (number < fatal) return write(...args);
      if (number === fatal && moment === "after") await write(...args);
      death.resolve(undefined);
      throw new Error("the process is dead");
    };
  return {
    died: death.promise,
    index: {
      ...index,
      begin: dying((at) => index.begin(at)),
      commitBlock: dying((from, to, changes, transactions) =>
        index.commitBlock(from, to, changes, transactions),
      ),
      commitRange: dying((from, to, changes) => index.commitRange(from, to, changes)),
      undoBlock: dying((from) => index.undoBlock(from)),
      markAtHead: dying((at, ageMs) => index.markAtHead(at, ageMs)),
      markFault: dying((reason) => index.markFault(reason)),
    },
  };
}

describe("a writer that dies", () => {
  let chain: TestChain;
  before(async () => {
    chain = await startTestChain();
  });
  after(() => chain.stop());

  async function expectContractState(
    deployed: DeployedChain,
    grants: readonly TestGrant[],
    verdicts: string[],
    at: number,
  ) {
    const onChain = await Promise.all(grants.map((grant) => deployed.isGranted(grant, at)));
    expect(verdicts).to.deep.equal(onChain.map((yes) => (yes ? "granted" : "none")));
  }

  for (const moment of ["before", "after"] as const) {
    it(`at any step, ${moment} the write, parts no data from its cursor (ponder 0.12.1), and the next one continues`, async () => {
      for (let fatal = 1; fatal <= 12; fatal++) {
        const deployed = await deployTo(chain);
        const redis = await testRedis();
        const index = openTestIndex(deployed, redis, { finality: 0, liveBlocks: 2, rangeBlocks: 2 });
        const grants = Array.from({ length: 4 }, (_, n) => ({
          owner: n % 2,
          grantee: 5,
          shareId: newShareId(),
        }));
        for (const grant of grants) await deployed.grant(grant);
        for (const grant of grants.slice(0, 2)) await deployed.revoke(grant);
        await deployed.revokeAll(1);
        try {
          let died: Promise<void> = Promise.reject(new Error("not started"));
          died.catch(() => undefined);
          const first = index.start(
            {},
            {
              index: (real) => {
                const dying = dyingIndex(real, fatal, moment);
                died = dying.died;
                return dying.index;
              },
            },
          );
          await died;
          await first.stop();
          const checks = await Promise.all(grants.map((grant) => index.check(grant)));
          const at = checks[0]?.status.decidedAt.blockNumber ?? 0;
          if (at >= deployed.deployBlock)
            await expectContractState(
              deployed,
              grants,
              checks.map(({ grant }) => grant.kind),
              at,
            );
          await index.start().caughtUp();
          const verdicts = await Promise.all(grants.map((grant) => index.verdict(grant)));
          expect(verdicts.every((verdict) => verdict.startsWith("ready "))).to.equal(true);
          const kinds = verdicts.map((verdict) => verdict.replace("ready ", ""));
          await expectContractState(deployed, grants, kinds, await chain.provider.getBlockNumber());
        } finally {
          await index.close();
        }
      }
    });
  }
});
