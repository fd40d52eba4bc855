import type { Redis } from "ioredis";
import type { OneTimeCodes } from "../http/one-time-codes.ts";

/** One-time codes as keys that expire: `<prefix>code:<code>` while it may be taken, `<prefix>used:<code>` after use. */
export function redisOneTimeCodes(redis: Redis, prefix: string): OneTimeCodes {
  const issuedKey = (code: string): string => `${prefix}code:${code}`;
  const usedKey = (code: string): string => `${prefix}used:${code}`;
  return {
    async issue(code, ttlSeconds) {
      await redis.set(issuedKey(code), "1", "EX", ttlSeconds);
    },
    async take(code) {
      return (await redis.getdel(issuedKey(code))) !== null;
    },
    async markUsed(code, ttlSeconds) {
      return (await redis.set(usedKey(code), "1", "EX", ttlSeconds, "NX")) === "OK";
    },
  };
}
