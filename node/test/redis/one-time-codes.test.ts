import { expect } from "chai";
import { setTimeout as delay } from "node:timers/promises";
import { ownRedis, testRedis } from "../../../test/harness/redis.ts";
import type { OneTimeCodes } from "../../src/http/one-time-codes.ts";
import { connectRedis } from "@idos/indexer";
import { redisOneTimeCodes } from "../../src/redis/redis-one-time-codes.ts";

const times = (count: number, act: () => Promise<boolean>): Promise<boolean[]> =>
  Promise.all(Array.from({ length: count }, act));

async function within(ms: number, holds: () => Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + ms;
  while (Date.now() < deadline) {
    if (await holds()) return true;
    await delay(50);
  }
  return false;
}

describe("one-time codes in Redis", () => {
  let redis: ReturnType<typeof connectRedis>;
  let codes: OneTimeCodes;
  let prefix: string;

  before(async () => {
    const server = await testRedis();
    ({ prefix } = server);
    redis = connectRedis(server.url, () => undefined);
    codes = redisOneTimeCodes(redis, prefix);
  });
  after(() => redis.disconnect());

  it("an issued code can be taken once, one that was never issued cannot", async () => {
    await codes.issue("a", 60);
    expect(await codes.take("a")).to.equal(true);
    expect(await codes.take("a")).to.equal(false);
    expect(await codes.take("never")).to.equal(false);
  });

  it("of 50 who take a code at once, exactly one has it", async () => {
    await codes.issue("race", 60);
    expect((await times(50, () => codes.take("race"))).filter(Boolean)).to.have.length(1);
  });

  it("of 50 who use a code at once, exactly one is the first", async () => {
    expect((await times(50, () => codes.markUsed("proof", 60))).filter(Boolean)).to.have.length(1);
    expect(await codes.markUsed("proof", 60)).to.equal(false);
  });

  it("issued and used codes do not stand for each other", async () => {
    await codes.issue("both", 60);
    expect(await codes.markUsed("both", 60)).to.equal(true);
    expect(await codes.take("both")).to.equal(true);
    expect(await codes.markUsed("both", 60)).to.equal(false);
  });

  it("a code is gone after its time", async () => {
    await codes.issue("short", 1);
    await codes.markUsed("short", 1);
    expect(await within(5_000, () => codes.markUsed("short", 60)), "used").to.equal(true);
    expect(await codes.take("short"), "issued").to.equal(false);
  });

  it("every key has the prefix and an end", async () => {
    await codes.issue("ends", 60);
    await codes.markUsed("ends", 60);
    const keys = (await redis.keys("*ends")).filter((key) => key.startsWith(prefix));
    expect(keys).to.have.members([`${prefix}code:ends`, `${prefix}used:ends`]);
    for (const key of keys) expect(await redis.ttl(key)).to.be.within(1, 60);
  });

  it("rejects within seconds while Redis is away, and works again when it is back", async () => {
    let server = await ownRedis({ appendOnly: false });
    const connection = connectRedis(server.url, () => undefined);
    const own = redisOneTimeCodes(connection, "");
    try {
      await own.issue("a", 60);
      await server.kill();
      const startedAt = Date.now();
      expect(await own.take("a").catch(() => "rejected")).to.equal("rejected");
      expect(await own.markUsed("b", 60).catch(() => "rejected")).to.equal("rejected");
      expect(Date.now() - startedAt).to.be.below(10_000);
      server = await server.restart();
      expect(await within(10_000, () => own.markUsed("b", 60).catch(() => false))).to.equal(true);
    } finally {
      connection.disconnect();
      await server.remove();
    }
  });
});
