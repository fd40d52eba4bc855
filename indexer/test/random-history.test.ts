import { expect } from "chai";
import * as fc from "fast-check";
import { startTestChain, type TestChain } from "../../test/harness/chain.ts";
import { testRedis, type TestRedis } from "../../test/harness/redis.ts";
import { connectRedis } from "../src/redis/connect.ts";
import { indexKeys } from "../src/redis/keys.ts";
import { unpackEntry } from "../src/redis/pack-entry.ts";
import { type DeployedChain, deployTo, newShareId, type TestGrant } from "./harness/deployed-chain.ts";
import { openTestIndex } from "./harness/test-indexer.ts";

const STEPS = ["grant", "grant", "revoke", "revokeAll", "mine", "mark", "reorg"] as const;
const histories = fc.array(fc.tuple(fc.constantFrom(...STEPS), fc.nat(3)), { minLength: 20, maxLength: 20 });

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
          const { grantee, shareId } = unpackEntry(value);
          held.push(`${grantee}:${address}:${shareId}`);
        }
      }
      expect(listed.sort()).to.deep.equal(held.sort());
    } finally {
      redis.disconnect();
    }
  }

  it("leaves the index equal to the contract at every head, and its listings equal to its entries", async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const deployed = await deployTo(chain);
        const redis = await testRedis();
        const index = openTestIndex(deployed, redis, { confirmations: 0 });
        const shareId = newShareId();
        const grants: TestGrant[] = [0, 1, 2, 3].map((n) => ({
          owner: n % 2,
          grantee: 3 + (n >> 1),
          shareId,
        }));
        let mark = await chain.snapshot();
        try {
          const indexer = index.start();
          for (const [step, n] of steps) {
            const grant = grants[n] ?? { owner: 0, grantee: 3, shareId };
            if (step === "grant") await deployed.grant(grant);
            else if (step === "revoke" && (await deployed.isGranted(grant))) await deployed.revoke(grant);
            else if (step === "revokeAll") await deployed.revokeAll(grant.owner);
            else if (step === "mark") mark = await chain.snapshot();
            else if (step === "reorg") {
              const height = await chain.provider.getBlockNumber();
              await chain.revert(mark);
              mark = await chain.snapshot();
              await chain.mine(height - (await chain.provider.getBlockNumber()) + 1);
            } else await chain.mine();
            await indexer.caughtUp();
            const head = await chain.provider.getBlock("latest");
            for (const one of grants) {
              const { grant: state, status } = await index.check(one);
              expect(status.decidedAt.blockHash).to.equal(head?.hash);
              expect(status.state).to.equal("ready");
              expect(state.kind).to.equal((await deployed.isGranted(one)) ? "granted" : "none");
            }
          }
          await expectListings(deployed, redis);
        } finally {
          await index.close();
        }
      }),
      { numRuns: 5 },
    );
  });
});
