import type { Redis } from "ioredis";
import type { Attempts } from "../access/attempts.ts";

/** Counters that expire with their window: `<prefix>attempts:<name>`. */
export function redisAttempts(redis: Redis, prefix: string): Attempts {
  return {
    async take(name, max, windowSeconds) {
      const key = `${prefix}attempts:${name}`;
      await redis.set(key, "0", "EX", windowSeconds, "NX");
      // It may have expired since: a counter without an end would refuse for ever.
      const [counted] = (await redis.multi().incr(key).expire(key, windowSeconds, "NX").exec()) ?? [];
      if (counted === undefined || counted[0] !== null)
        throw counted?.[0] ?? new Error("Connection is closed");
      return Number(counted[1]) <= max;
    },
  };
}
