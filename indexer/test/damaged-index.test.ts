import { expect } from "chai";
import { startTestChain, type TestChain } from "../../test/harness/chain.ts";
import { testRedis } from "../../test/harness/redis.ts";
import { connectRedis } from "../src/redis/connect.ts";
import { type IndexKeys, indexKeys } from "../src/redis/keys.ts";
import { type DeployedChain, deployTo, newShareId, type TestGrant } from "./harness/deployed-chain.ts";
import { openTestIndex, type TestIndex } from "./harness/test-indexer.ts";
import { until } from "./harness/until.ts";

describe("an index that was damaged in Redis", () => {
  let chain: TestChain;
  let deployed: DeployedChain;
  let redis: ReturnType<typeof connectRedis>;
  let keys: IndexKeys;
  let index: TestIndex;
  let one: TestGrant;
  before(async () => {
    chain = await startTestChain();
  });
  after(() => chain.stop());
  beforeEach(async () => {
    deployed = await deployTo(chain);
    const place = await testRedis();
    redis = connectRedis(place.url, () => undefined);
    keys = indexKeys({ chainId: chain.chainId, contract: deployed.contract, redisPrefix: place.prefix });
    index = openTestIndex(deployed, place, { confirmations: 0 });
    one = { owner: 0, grantee: 1, shareId: newShareId() };
    await deployed.grant(one);
    await index.start().caughtUp();
    expect(await index.verdict(one)).to.equal("ready granted");
  });
  afterEach(async () => {
    await index.close();
    redis.disconnect();
  });

  async function ownerKey(): Promise<string> {
    return keys.owner((await redis.hget(keys.meta, "generation")) ?? "", deployed.address(one.owner));
  }

  const damages: Record<string, (key: string) => Promise<unknown>> = {
    "an entry": (key) => redis.hset(key, deployed.handle(one), "garbage"),
    "an epoch": (key) => redis.hset(key, "epoch", "zz"),
    "a key of another type": async (key) => {
      await redis.del(key);
      await redis.set(key, "garbage");
    },
  };
  for (const [what, damage] of Object.entries(damages)) {
    it(`by ${what} says that it is unhealthy, and is rebuilt when an event meets it`, async () => {
      await damage(await ownerKey());
      const { status } = await index.check(one);
      expect(status.state).to.equal("unhealthy");
      expect(status.reason).to.match(/unreadable/);
      await deployed.revoke(one);
      await until(
        () => index.verdict(one),
        (verdict) => verdict === "ready none",
      );
    });
  }

  it("by another type of its head is not ready, and is rebuilt by itself", async () => {
    await redis.multi().del(keys.meta).set(keys.meta, "garbage").exec();
    expect(await index.verdict(one)).to.be.oneOf(["backfilling none", "ready granted"]);
    await until(
      () => index.verdict(one),
      (verdict) => verdict === "ready granted",
    );
    expect(await redis.type(keys.meta)).to.equal("hash");
  });
});
