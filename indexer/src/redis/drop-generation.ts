import type { Redis } from "ioredis";
import { generationPattern } from "./keys.ts";

/** Deletes what a replaced generation left behind, in small steps. Nobody reads it any more. */
export async function dropGeneration(redis: Redis, prefix: string): Promise<void> {
  let cursor = "0";
  do {
    const [next, keys] = await redis.scanBuffer(cursor, "MATCH", generationPattern(prefix), "COUNT", 1_000);
    if (keys.length > 0) await redis.unlink(...keys);
    cursor = next.toString();
  } while (cursor !== "0");
}
