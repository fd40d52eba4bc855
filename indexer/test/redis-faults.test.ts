import { EMPTY_JOURNAL, parseAddress, parseBytes32 } from "@idos/protocol";
import { expect } from "chai";
import { askRedis } from "../../scripts/redis/ask-redis.ts";
import { startTestChain, type TestChain } from "../../test/harness/chain.ts";
import { type OwnRedis, ownRedis, testRedis } from "../../test/harness/redis.ts";
import { WriteRefusedError } from "../src/errors.ts";
import { connectRedis } from "../src/redis/connect.ts";
import { indexKeys } from "../src/redis/keys.ts";
import { createRedisGrantIndex } from "../src/redis/redis-grant-index.ts";
import { type DeployedChain, deployTo, newShareId, type TestGrant } from "./harness/deployed-chain.ts";
import { openTestIndex, type TestIndex } from "./harness/test-indexer.ts";
import { until } from "./harness/until.ts";

describe("Redis under the index", () => {
  let chain: TestChain;
  let deployed: DeployedChain;
  let redis: OwnRedis;
  let index: TestIndex;
  let one: TestGrant;
  before(async () => {
    chain = await startTestChain();
  });
  after(() => chain.stop());
  beforeEach(async () => {
    deployed = await deployTo(chain);
    redis = await ownRedis({ appendOnly: false });
    index = openTestIndex(deployed, { url: redis.url, prefix: "t:" });
    one = { owner: 0, grantee: 1, shareId: newShareId() };
    await deployed.grant(one);
    await chain.mine(2);
  });
  afterEach(async () => {
    await index.close();
    await redis.remove();
  });

  it("that is flushed while the indexer runs denies at once, and is rebuilt", async () => {
    const indexer = index.start();
    await indexer.caughtUp();
    await askRedis(redis.port, "FLUSHALL");
    const seen = await index.verdict(one);
    expect(seen).to.be.oneOf(["backfilling none", "ready granted"]);
    await indexer.caughtUp();
    expect(await index.verdict(one)).to.equal("ready granted");
    expect((await index.reader.status()).seq).to.equal(1n);
  });

  it("that is flushed while no indexer runs denies, and says that it is not ready", async () => {
    const indexer = index.start();
    await indexer.caughtUp();
    await indexer.stop();
    await askRedis(redis.port, "FLUSHALL");
    expect(await index.verdict(one)).to.equal("backfilling none");
    await index.start().caughtUp();
    expect(await index.verdict(one)).to.equal("ready granted");
  });

  it("that is killed and comes back empty rejects reads, then is rebuilt", async () => {
    const indexer = index.start();
    await indexer.caughtUp();
    await redis.kill();
    const failure = await index.check(one).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).to.be.instanceOf(Error);
    redis = await redis.restart();
    await indexer.caughtUp();
    await until(
      () => index.verdict(one).catch(String),
      (verdict) => verdict === "ready granted",
    );
  });

  it("that lost an entry is found out by the entry's revocation, and is rebuilt", async () => {
    const indexer = index.start();
    await indexer.caughtUp();
    const [entriesKey] = /t:\S+:e0/.exec(await askRedis(redis.port, "KEYS *:e0")) ?? [];
    await askRedis(redis.port, `DEL ${String(entriesKey)}`);
    expect(await index.verdict(one)).to.equal("ready none");
    const other = { ...one, owner: 2 };
    await deployed.grant(other);
    await deployed.revoke(one);
    await chain.mine(2);
    await indexer.caughtUp();
    expect(await index.verdict(one)).to.equal("ready none");
    expect(await index.verdict(other)).to.equal("ready granted");
  });

  it("whose checkpoint contradicts the contract is rebuilt", async () => {
    const first = index.start();
    await first.caughtUp();
    await first.stop();
    const { meta } = indexKeys({ chainId: chain.chainId, contract: deployed.contract, redisPrefix: "t:" });
    await askRedis(redis.port, `HSET ${meta} digest ${"0".repeat(48)}`);
    const indexer = index.start();
    await until(
      () => index.reader.status(),
      ({ state }) => state === "unhealthy",
    );
    await indexer.caughtUp();
    expect(await index.verdict(one)).to.equal("ready granted");
  });

  it("holds nothing of an index that was replaced", async () => {
    const indexer = index.start();
    await indexer.caughtUp();
    await indexer.stop();
    await index.close();
    index = openTestIndex(deployed, { url: redis.url, prefix: "t:" }, { finality: 5 });
    await index.start().caughtUp();
    const generations = (await askRedis(redis.port, "KEYS *:u")).match(/[0-9a-f]{8}:u/g);
    expect(new Set(generations).size).to.equal(1);
    expect(await index.verdict(one)).to.equal("ready unconfirmed");
  });
});

describe("two writers of one index", () => {
  it("the one that was superseded changes nothing", async () => {
    const { url, prefix } = await testRedis();
    const connection = connectRedis(url, () => undefined);
    try {
      const chain = { chainId: 1, contract: parseAddress(`0x${"ab".repeat(20)}`), redisPrefix: prefix };
      const [old, young] = [0, 1].map(() =>
        createRedisGrantIndex(connection, { ...chain, finality: 1, undoBlocks: 8 }),
      );
      if (old === undefined || young === undefined) throw new Error("two are made");
      const block = (number: number, digit: string) => ({
        ...{
          number,
          hash: parseBytes32(`0x${digit.repeat(64)}`),
          time: number,
          confirmed: 0,
          journal: EMPTY_JOURNAL,
        },
      });
      await old.take();
      await old.begin(block(4, "4"));
      await old.commitBlock(block(4, "4"), block(5, "5"), [], []);
      await young.take();
      for (const refused of [
        () => old.commitBlock(block(5, "5"), block(6, "6"), [], []),
        () => old.commitRange(block(5, "5"), block(6, "6"), []),
        () => old.undoBlock(block(5, "5")),
        () => old.read(block(5, "5"), new Map()),
        () => old.markAtHead(block(5, "5"), 0),
        () => old.markFault("x"),
        () => young.commitBlock(block(4, "4"), block(5, "6"), [], []),
      ]) {
        expect(await refused().catch((error: unknown) => error)).to.be.instanceOf(WriteRefusedError);
      }
      await old.release();
      expect(await old.mayTake(60_000)).to.equal(false);
      expect((await young.take())?.hash).to.equal(block(5, "5").hash);
    } finally {
      connection.disconnect();
    }
  });

  it("the younger one works; the older one stands by, and takes over when the younger one has gone", async () => {
    const chain = await startTestChain();
    const deployed = await deployTo(chain);
    const index = openTestIndex(deployed, await testRedis(), { takeOverAfterMs: 300 });
    try {
      const older = index.start();
      await older.caughtUp();
      const younger = index.start();
      await younger.caughtUp();
      const one = { owner: 0, grantee: 1, shareId: newShareId() };
      await deployed.grant(one);
      await chain.mine(2);
      await younger.caughtUp();
      expect(await index.verdict(one)).to.equal("ready granted");
      await younger.stop();
      await deployed.revoke(one);
      await older.caughtUp();
      expect(await index.verdict(one)).to.equal("ready none");
    } finally {
      await index.close();
      await chain.stop();
    }
  });
});
