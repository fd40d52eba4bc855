import { expect } from "chai";
import * as fc from "fast-check";
import { startTestChain, type TestChain } from "../../test/harness/chain.ts";
import { testRedis, type TestRedis } from "../../test/harness/redis.ts";
import { connectRedis } from "../src/redis/connect.ts";
import { indexKeys } from "../src/redis/keys.ts";
import { unpackEntry } from "../src/redis/pack-entry.ts";
import { type DeployedChain, deployTo } from "./harness/deployed-chain.ts";
import { actorsOn, STEPS } from "./harness/history-steps.ts";
import { openTestIndex } from "./harness/test-indexer.ts";

const EVENTS = [...STEPS, "mine", "mark", "reorg"] as const;
const history = fc.array(fc.tuple(fc.constantFrom(...EVENTS), fc.nat(3)), { minLength: 25, maxLength: 25 });

describe("a random history with reorgs", () => {
  let chain: TestChain;
  before(async () => {
    chain = await startTestChain();
  });
  after(() => chain.stop());

  /** The grantees' sets must list exactly what the owners' hashes hold. */
  async function expectListings({ contract }: DeployedChain, { url, prefix }: TestRedis): Promise<void> {
    const redis = connectRedis(url, () => undefined);
    try {
      const keys = indexKeys({ chainId: chain.chainId, contract, redisPrefix: prefix });
      const generation = (await redis.hget(keys.meta, "generation")) ?? "";
      const found = await redis.keys(keys.everything(generation));
      const held: string[] = [];
      const listed: string[] = [];
      for (const key of found) {
        const [, kind, address = ""] = /:(owner|grantee):(0x[0-9a-f]{40})$/.exec(key) ?? [];
        if (kind === "grantee")
          listed.push(...(await redis.zrange(key, "0", "-1")).map((member) => `${address}:${member}`));
        if (kind !== "owner") continue;
        for (const [field, value] of Object.entries(await redis.hgetall(key))) {
          if (field === "epoch") continue;
          const { parties } = unpackEntry(value);
          if (parties !== undefined) held.push(`${parties.grantee}:${address}:${parties.shareId}`);
        }
      }
      expect(listed.sort()).to.deep.equal(held.sort());
    } finally {
      redis.disconnect();
    }
  }

  it("leaves the index equal to the contract at every head, and its listings equal to its entries", async () => {
    let skipped = 0;
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const deployed = await deployTo(chain);
        const actors = actorsOn(deployed);
        const redis = await testRedis();
        const index = openTestIndex(deployed, redis, { confirmations: 0 });
        let mark = await chain.snapshot();
        try {
          const indexer = index.start();
          // Each history has a batch that passes something over, and goes on from it.
          for (const [step, n] of [["batchBySig", 0] as const, ["mark", 0] as const, ...steps]) {
            if (step === "mark") mark = await chain.snapshot();
            else if (step === "mine") await chain.mine();
            else if (step === "reorg") {
              const height = await chain.provider.getBlockNumber();
              await chain.revert(mark);
              mark = await chain.snapshot();
              await chain.mine(height - (await chain.provider.getBlockNumber()) + 1);
            } else skipped += await deployed.skippedIn(await actors.take(step, n));
            await indexer.caughtUp();
            const head = await chain.provider.getBlock("latest");
            expect((await index.reader.status()).seq).to.equal(await deployed.seq());
            for (const one of actors.grants) {
              const { grant: state, status } = await index.check(one);
              expect(status.decidedAt.blockHash).to.equal(head?.hash);
              expect(status.state).to.equal("ready");
              expect(state.kind).to.equal((await deployed.isGranted(one)) ? "granted" : "none");
              const sealed = await index.reader.check(deployed.address(one.owner), actors.sealedOf(one));
              const counts = await deployed.counts(one.owner, actors.sealedOf(one));
              expect(sealed.grant.kind).to.equal(counts ? "granted" : "none");
            }
          }
          await expectListings(deployed, redis);
        } finally {
          await index.close();
        }
      }),
      { numRuns: 5 },
    );
    expect(skipped).to.be.at.least(5);
  });
});
