import { expect } from "chai";
import { entryKey } from "../src/entry-key.ts";
import type { RedisConnection } from "../src/redis/connect.ts";
import { type DeployedChain, newShareId, type TestGrant } from "./harness/deployed-chain.ts";
import { type OpenedIndex, openedIndex } from "./harness/opened-index.ts";
import type { TestIndex } from "./harness/test-indexer.ts";
import { until } from "./harness/until.ts";

describe("an index that was damaged in Redis", () => {
  const given = openedIndex({ finality: 0 });
  let deployed: DeployedChain;
  let redis: RedisConnection;
  let meta: string;
  let keyOf: OpenedIndex["keyOf"];
  let index: TestIndex;
  let one: TestGrant;
  beforeEach(async () => {
    ({ deployed, redis, meta, keyOf, index, one } = given());
    await deployed.grant(one);
    await index.start().caughtUp();
    expect(await index.verdict(one)).to.equal("ready granted");
  });

  const owner = (): Buffer => Buffer.from(deployed.address(one.owner).slice(2), "hex");
  const entry = (): Buffer => Buffer.from(entryKey(deployed.address(one.owner), deployed.handle(one)));
  const replaceByText = async (name: string): Promise<void> => {
    await redis
      .multi()
      .del(await keyOf(name))
      .set(await keyOf(name), "garbage")
      .exec();
  };

  const damages: Record<string, () => Promise<unknown>> = {
    "an entry": async () => redis.hset(await keyOf("e0"), entry(), "garbage"),
    "an empty entry": async () => redis.hset(await keyOf("e0"), entry(), ""),
    "an epoch": async () => redis.hset(await keyOf("x"), owner(), "\x80"),
    "entries of another type": () => replaceByText("e0"),
    "epochs of another type": () => replaceByText("x"),
  };
  for (const [what, damage] of Object.entries(damages)) {
    it(`by ${what} says that it is unhealthy, and is rebuilt when an event meets it`, async () => {
      await damage();
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

  it("by the loss of the epochs brings nothing back that revokeAll ended, and is rebuilt by itself", async () => {
    await deployed.revokeAll(one.owner);
    await until(
      () => index.verdict(one),
      (verdict) => verdict === "ready none",
    );
    await redis.del(await keyOf("x"));
    const seen = new Set<string>();
    await until(
      async () => {
        const verdict = await index.verdict(one);
        seen.add(verdict);
        return verdict === "ready none" && (await redis.exists(await keyOf("x"))) === 1;
      },
      (done) => done,
    );
    expect([...seen].filter((verdict) => verdict.endsWith("granted"))).to.deep.equal([]);
  });

  for (const list of ["o0", "g0"])
    it(`by another type of ${list}, a list, is rebuilt when an event meets it`, async () => {
      await replaceByText(list);
      await deployed.revoke(one);
      await until(
        () => index.verdict(one),
        (verdict) => verdict === "ready none",
      );
      expect(await redis.exists(await keyOf("x"))).to.equal(1);
    });

  it("by the loss of a grantee's list is rebuilt when an event meets it", async () => {
    const grantee = deployed.address(one.grantee);
    expect((await index.reader.grantsTo(grantee, { limit: 5 })).grants).to.have.length(1);
    await redis.del(await keyOf("g0"));
    const other = { ...one, shareId: newShareId() };
    await deployed.grant(other);
    await deployed.revoke(one);
    await until(
      () => index.reader.grantsTo(grantee, { limit: 5 }),
      ({ grants, status }) => status.state === "ready" && grants[0]?.handle === deployed.handle(other),
    );
  });

  it("by the loss of its head alone is rebuilt, and nothing is left of what it was", async () => {
    const lost = await keyOf("");
    await redis.del(meta);
    await until(
      () => index.verdict(one),
      (verdict) => verdict === "ready granted",
    );
    expect(await keyOf("")).not.to.equal(lost);
    await until(
      () => redis.keys(`${lost}*`),
      (left) => left.length === 0,
    );
    expect(await redis.exists(await keyOf("x"))).to.equal(1);
  });

  it("by another type of its head is not ready, and is rebuilt by itself", async () => {
    await redis.multi().del(meta).set(meta, "garbage").exec();
    expect(await index.verdict(one)).to.be.oneOf(["backfilling none", "ready granted"]);
    await until(
      () => index.verdict(one),
      (verdict) => verdict === "ready granted",
    );
    expect(await redis.type(meta)).to.equal("hash");
  });
});
