import type { Redis } from "ioredis";

/** Deletes what a replaced generation left behind, in small steps. Nobody reads it any more. */
export async function dropGeneration(redis: Redis, pattern: string): Promise<void> {
  let cursor = "0";
  do {
    const [next, keys] = await redis.scan(cursor, "MATCH", pattern, "COUNT", 1_000);
    if (keys.length > 0) await redis.unlink(...keys);
    cursor = next;
  } while (cursor !== "0");
}
