import { connectRedis } from "@idos/indexer";
import { expect } from "chai";
import { freePort } from "../../scripts/process/free-port.ts";
import { removeKeys, requireRedis, withoutPassword } from "../../scripts/stack/stack-redis.ts";
import { testRedis } from "../harness/redis.ts";

describe("a Redis that the demo was told to use", () => {
  it("gets back every key that the demo made there, and no other", async () => {
    const { url, prefix } = await testRedis();
    const redis = connectRedis(url, () => undefined);
    await redis.set(`${prefix}demo:one`, "1");
    await redis.hset(`${prefix}demo:two`, "field", "2");
    await redis.set(`${prefix}other`, "3");
    await removeKeys(url, `${prefix}demo:`);
    expect(await redis.keys(`${prefix}*`)).to.deep.equal([`${prefix}other`]);
    await redis.del(`${prefix}other`);
    redis.disconnect();
  });

  it("is shown without its password", () => {
    expect(withoutPassword("redis://user:secret@host:6379/2")).to.equal("redis://user:***@host:6379/2");
    expect(withoutPassword("redis://127.0.0.1:6379")).to.equal("redis://127.0.0.1:6379");
  });

  it("that does not answer is named in one line, without its password", async () => {
    const url = `redis://:secret@127.0.0.1:${await freePort()}`;
    const error: unknown = await requireRedis(url).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    const message = error instanceof Error ? error.message : "";
    expect(message).to.match(/^no Redis answers at redis:\/\/:\*\*\*@127\.0\.0\.1:\d+ \(REDIS_URL\): .+$/);
    await requireRedis((await testRedis()).url);
  });
});
