import { expect } from "chai";
import { askRedis } from "../../scripts/redis/ask-redis.ts";
import { startTestChain, type TestChain } from "../../test/harness/chain.ts";
import { type OwnRedis, ownRedis } from "../../test/harness/redis.ts";
import { indexKeys } from "../src/redis/keys.ts";
import { type DeployedChain, deployTo, newShareId, type TestGrant } from "./harness/deployed-chain.ts";
import { openTestIndex, type TestIndex } from "./harness/test-indexer.ts";
import { until } from "./harness/until.ts";

describe("an index decides nothing", () => {
  let chain: TestChain;
  let deployed: DeployedChain;
  let redis: OwnRedis;
  let index: TestIndex;
  let one: TestGrant;
  let meta: string;
  before(async () => {
    chain = await startTestChain();
  });
  after(() => chain.stop());
  beforeEach(async () => {
    deployed = await deployTo(chain);
    redis = await ownRedis({ appendOnly: false });
    index = openTestIndex(deployed, { url: redis.url, prefix: "t:" }, { finality: 0 });
    meta = indexKeys({ chainId: chain.chainId, contract: deployed.contract, redisPrefix: "t:" }).meta;
    one = { owner: 0, grantee: 1, shareId: newShareId() };
    await deployed.grant(one);
  });
  afterEach(async () => {
    await index.close();
    await redis.remove();
  });

  it("after Redis came back from an older dump, until it is seen at the head again", async () => {
    const indexer = index.start();
    await indexer.caughtUp();
    await askRedis(redis.port, "SAVE");
    await deployed.revoke(one);
    await indexer.caughtUp();
    expect(await index.verdict(one)).to.equal("ready none");
    await chain.stopRpc();
    try {
      await redis.kill();
      redis = await redis.restart();
      const verdict = await until(
        () => index.verdict(one).catch(String),
        (seen) => /^\w+ \w+$/.test(seen),
      );
      // The dump holds the grant: nothing but the state keeps it from being an allow.
      expect(verdict).to.equal("stale granted");
    } finally {
      await chain.startRpc();
    }
    await indexer.caughtUp();
    expect(await index.verdict(one)).to.equal("ready none");
  });

  it("when the clock of Redis stepped back behind the last look at the chain", async () => {
    const indexer = index.start();
    await indexer.caughtUp();
    await indexer.stop();
    for (const [aheadMs, verdict] of [
      [500, "ready granted"],
      [600_000, "stale granted"],
    ] as const) {
      const redisMs = Number(/\$10\r\n(\d{10})/.exec(await askRedis(redis.port, "TIME"))?.[1]) * 1_000;
      await askRedis(redis.port, `HSET ${meta} syncedAtMs ${redisMs + aheadMs}`);
      expect(await index.verdict(one)).to.equal(verdict);
    }
    await index.start().caughtUp();
    expect(await index.verdict(one)).to.equal("ready granted");
  });

  it("for a node with another depth of confirmation than it was built with", async () => {
    await index.start().caughtUp();
    expect(await index.verdict(one)).to.equal("ready granted");
    const careful = index.openReader({ finality: 50 });
    const { status } = await careful.check(deployed.address(one.owner), deployed.handle(one));
    expect(status.state).to.equal("unhealthy");
    expect(status.reason).to.contain("finality 0").and.contain("50");
  });

  it("while the head itself is older than the node allows, where it sets a bound", async () => {
    const indexer = index.start();
    await indexer.caughtUp();
    await indexer.stop();
    await askRedis(redis.port, `HSET ${meta} time ${Math.floor(Date.now() / 1_000) - 600}`);
    const stateWithin = async (headAgeSecondsMax: number) =>
      (await index.openReader({ headAgeSecondsMax }).status()).state;
    expect(await stateWithin(900)).to.equal("ready");
    expect(await stateWithin(300)).to.equal("stale");
    expect((await index.reader.status()).state).to.equal("ready");
  });
});
