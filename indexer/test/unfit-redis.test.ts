import { EMPTY_JOURNAL, parseAddress, parseBytes32 } from "@idos/protocol";
import { expect } from "chai";
import { rm } from "node:fs/promises";
import { type OwnRedis, ownRedis } from "../../test/harness/redis.ts";
import { StoreUnfitError } from "../src/errors.ts";
import type { Checkpoint, GrantIndex } from "../src/grant-index.ts";
import { connectRedis } from "../src/redis/connect.ts";
import { indexKeys } from "../src/redis/keys.ts";
import { createRedisGrantIndex } from "../src/redis/redis-grant-index.ts";
import { createRedisGrantIndexReader } from "../src/redis/redis-grant-index-reader.ts";
import { until } from "./harness/until.ts";

const place = { chainId: 7, contract: parseAddress(`0x${"cc".repeat(20)}`) };
const { meta } = indexKeys(place);

function block(number: number): Checkpoint {
  const hash = parseBytes32(`0x${String(number).repeat(64)}`);
  return { number, hash, time: number, journal: EMPTY_JOURNAL, confirmed: 0 };
}

describe("a Redis that cannot hold an index", () => {
  let server: OwnRedis;
  let redis: ReturnType<typeof connectRedis>;
  let index: GrantIndex;
  const start = async (settings: readonly string[] = []): Promise<void> => {
    server = await ownRedis({ appendOnly: false, settings });
    redis = connectRedis(server.url, () => undefined);
    index = createRedisGrantIndex(redis, { ...place, finality: 0, undoBlocks: 8 });
  };
  afterEach(async () => {
    redis.disconnect();
    await server.remove();
  });

  async function expectUnfit(attempt: Promise<unknown>, code: string, remedy: RegExp): Promise<void> {
    const error: unknown = await attempt.catch((thrown: unknown) => thrown);
    if (!(error instanceof StoreUnfitError)) throw new Error(`not unfit: ${String(error)}`);
    expect(error.code).to.equal(code);
    expect(error.message).to.match(remedy);
  }

  const indexed = async (): Promise<void> => {
    await index.take();
    await index.begin(block(4));
    await index.commitBlock(block(4), block(5), [], []);
  };
  const stillAt = async (number: number): Promise<void> => {
    expect(await redis.hget(meta, "number")).to.equal(String(number));
  };

  it("because it evicts is refused, at the start and when it begins to", async () => {
    await start();
    await indexed();
    await redis.config("SET", "maxmemory-policy", "allkeys-lru");
    await expectUnfit(index.markAtHead(block(5), 0), "EVICTING_POLICY", /allkeys-lru.*noeviction/);
    await expectUnfit(index.take(), "EVICTING_POLICY", /set it to noeviction/);
    const reader = createRedisGrantIndexReader(redis, { ...place, finality: 0, staleAfterSeconds: 60 });
    expect((await reader.status()).state).to.equal("backfilling");
  });

  it("because it is a replica is refused, at the start and when it becomes one", async () => {
    await start();
    await indexed();
    await redis.replicaof("127.0.0.1", 1);
    await expectUnfit(index.commitBlock(block(5), block(6), [], []), "READ_ONLY", /name the primary/);
    await expectUnfit(index.take(), "READ_ONLY", /name the primary/);
    await stillAt(5);
  });

  it("because it is full changes nothing, and goes on when it has room", async () => {
    await start();
    await indexed();
    await redis.config("SET", "maxmemory", "1");
    await expectUnfit(index.commitBlock(block(5), block(6), [], []), "OUT_OF_MEMORY", /raise its maxmemory/);
    await stillAt(5);
    await redis.config("SET", "maxmemory", "0");
    await index.commitBlock(block(5), block(6), [], []);
    await stillAt(6);
  });

  it("because it cannot write its dump changes nothing", async () => {
    await start(["--save", "3600 1"]);
    await indexed();
    await rm(String((await redis.config("GET", "dir"))[1]), { recursive: true });
    await redis.bgsave();
    await until(
      () => redis.info("persistence"),
      (persistence) => persistence.includes("rdb_last_bgsave_status:err"),
    );
    await expectUnfit(index.commitBlock(block(5), block(6), [], []), "NOT_PERSISTING", /look at its disk/);
    await stillAt(5);
  });

  it("because its user may not run scripts is refused", async () => {
    await start();
    await redis.acl("SETUSER", "limited", "on", ">secret", "~*", "+@all", "-@scripting");
    redis.disconnect();
    redis = connectRedis(server.url.replace("redis://", "redis://limited:secret@"), () => undefined);
    index = createRedisGrantIndex(redis, { ...place, finality: 0, undoBlocks: 8 });
    await expectUnfit(index.take(), "NOT_PERMITTED", /scripts and all keys/);
  });

  it("because a command is missing is refused", async () => {
    await start(["--rename-command", "EVALSHA", "gone"]);
    await expectUnfit(index.take(), "COMMAND_MISSING", /Redis 7 or Valkey/);
  });

  it("because it holds the index of a newer program, another chain or another contract is left as it is", async () => {
    await start();
    await indexed();
    for (const [field, value, remedy] of [
      ["schema", "4", /version 4/],
      ["contract", `0x${"cc".repeat(4)}${"dd".repeat(16)}`, /contract 0xccccccccdddd/],
    ] as const) {
      const before = await redis.hgetall(meta);
      await redis.hset(meta, field, value);
      const other = createRedisGrantIndex(redis, { ...place, finality: 0, undoBlocks: 8 });
      await expectUnfit(other.take(), "FOREIGN_SCHEMA", remedy);
      expect(await redis.hgetall(meta)).to.deep.equal({ ...before, [field]: value });
      await redis.hset(meta, field, before[field] ?? "");
    }
  });
});

describe("an index of an older version or another finality", () => {
  it("is none: it is built anew", async () => {
    const server = await ownRedis({ appendOnly: false });
    const redis = connectRedis(server.url, () => undefined);
    try {
      const index = createRedisGrantIndex(redis, { ...place, finality: 0, undoBlocks: 8 });
      await index.take();
      await index.begin(block(4));
      expect(await index.take()).to.deep.equal(block(4));
      await redis.hset(meta, "schema", "2");
      expect(await index.take()).to.equal(undefined);
      await index.begin(block(3));
      const tagged = createRedisGrantIndex(redis, { ...place, finality: "finalized", undoBlocks: 8 });
      expect(await tagged.take()).to.equal(undefined);
    } finally {
      redis.disconnect();
      await server.remove();
    }
  });
});
