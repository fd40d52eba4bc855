import { type Bytes32, sealedGrantHandle } from "@idos/protocol";
import { expect } from "chai";
import * as fc from "fast-check";
import { startTestChain, type TestChain } from "../../test/harness/chain.ts";
import { testRedis, type TestRedis } from "../../test/harness/redis.ts";
import { connectRedis } from "../src/redis/connect.ts";
import { indexKeys } from "../src/redis/keys.ts";
import { unpackEntry } from "../src/redis/pack-entry.ts";
import { type DeployedChain, deployTo, newShareId, type TestGrant } from "./harness/deployed-chain.ts";
import { openTestIndex } from "./harness/test-indexer.ts";

const STEPS = [
  ...(["grant", "grant", "grantMany", "revoke", "renounce", "revokeAll", "mine", "mark", "reorg"] as const),
  ...(["grantSealed", "grantSealed", "revokeSealed", "sealPublic", "voidMessages"] as const),
];
type Step = (typeof STEPS)[number];
const histories = fc.array(fc.tuple(fc.constantFrom(...STEPS), fc.nat(3)), { minLength: 25, maxLength: 25 });

describe("a random history with reorgs", () => {
  let chain: TestChain;
  before(async () => {
    chain = await startTestChain();
  });
  after(() => chain.stop());

  /** What would be refused is left out; a block passes all the same. */
  async function take(on: DeployedChain, step: Step, grant: TestGrant, sealed: Bytes32): Promise<unknown> {
    const { owner } = grant;
    switch (step) {
      case "grant":
        return on.grant(grant);
      case "grantMany":
        return on.grantMany([grant, grant]);
      case "revoke":
        return (await on.isGranted(grant)) ? on.revoke(grant) : chain.mine();
      case "renounce":
        return (await on.isGranted(grant)) ? on.renounce(grant) : chain.mine();
      case "revokeAll":
        return on.revokeAll(owner);
      case "grantSealed":
        return on.grantSealed(owner, sealed);
      case "sealPublic":
        return on.grantSealed(owner, on.handle(grant));
      case "revokeSealed":
        return (await on.counts(owner, sealed)) ? on.revokeSealed(owner, sealed) : chain.mine();
      case "voidMessages":
        return on.voidMessages(owner, sealed);
      case "mine":
      case "mark":
      case "reorg":
        return chain.mine();
    }
  }

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
        const sealedOf = ({ grantee }: TestGrant) =>
          sealedGrantHandle(deployed.address(grantee), shareId, shareId);
        let mark = await chain.snapshot();
        try {
          const indexer = index.start();
          for (const [step, n] of steps) {
            const grant = grants[n] ?? { owner: 0, grantee: 3, shareId };
            if (step === "mark") mark = await chain.snapshot();
            else if (step === "reorg") {
              const height = await chain.provider.getBlockNumber();
              await chain.revert(mark);
              mark = await chain.snapshot();
              await chain.mine(height - (await chain.provider.getBlockNumber()) + 1);
            } else await take(deployed, step, grant, sealedOf(grant));
            await indexer.caughtUp();
            const head = await chain.provider.getBlock("latest");
            for (const one of grants) {
              const { grant: state, status } = await index.check(one);
              expect(status.decidedAt.blockHash).to.equal(head?.hash);
              expect(status.state).to.equal("ready");
              expect(state.kind).to.equal((await deployed.isGranted(one)) ? "granted" : "none");
              const sealed = await index.reader.check(deployed.address(one.owner), sealedOf(one));
              const counts = await deployed.counts(one.owner, sealedOf(one));
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
  });
});
