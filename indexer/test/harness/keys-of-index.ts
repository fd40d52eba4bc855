import type { RedisConnection } from "../../src/redis/connect.ts";

/** Names keys of the generation that is present when it is asked. */
export function keysOfIndex(redis: RedisConnection, meta: string): (name: string) => Promise<string> {
  return async (name) => `${meta}:${String(await redis.hget(meta, "generation"))}:${name}`;
}
