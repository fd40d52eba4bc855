import { parseAddress } from "@idos/protocol";
import { testRedis } from "../../../test/harness/redis.ts";
import type { GrantIndex } from "../../src/grant-index.ts";
import type { GrantIndexReader } from "../../src/grant-index-reader.ts";
import { connectRedis, type RedisConnection } from "../../src/redis/connect.ts";
import { indexKeys } from "../../src/redis/keys.ts";
import { createRedisGrantIndex } from "../../src/redis/redis-grant-index.ts";
import { createRedisGrantIndexReader } from "../../src/redis/redis-grant-index-reader.ts";
import { keysOfIndex } from "./keys-of-index.ts";

/** An index in a real Redis that a test writes itself: it follows no chain, and grants count at once. */
export interface BareIndex {
  readonly redis: RedisConnection;
  readonly meta: string;
  readonly reader: GrantIndexReader;
  /** A writer of its own, as of another process. */
  openWriter(): GrantIndex;
  /** A key of the present generation. */
  readonly keyOf: (name: string) => Promise<string>;
  close(): void;
}

const contract = parseAddress(`0x${"cc".repeat(20)}`);

export async function openBareIndex(commandTimeoutMs?: number): Promise<BareIndex> {
  const { url, prefix } = await testRedis();
  const redis = connectRedis(url, () => undefined, { commandTimeoutMs });
  const place = { chainId: 7, contract, redisPrefix: prefix, finality: 0 };
  const { meta } = indexKeys(place);
  return {
    ...{ redis, meta },
    reader: createRedisGrantIndexReader(redis, { ...place, staleAfterSeconds: 60 }),
    openWriter: () => createRedisGrantIndex(redis, { ...place, undoBlocks: 8 }),
    keyOf: keysOfIndex(redis, meta),
    close: () => redis.disconnect(),
  };
}
