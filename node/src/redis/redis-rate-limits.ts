import type { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import {
  RATE_WINDOW_SECONDS,
  type RateClass,
  type RateLimits,
  type RateSettings,
  type Turn,
} from "../http/rate-limits.ts";

/**
 * Fixed windows as counters that expire, `<prefix>rate:<class>:<who>`, one command for each request. Who is over a
 * limit is remembered in the process until the window ends, so that going on costs Redis nothing.
 */
export function redisRateLimits(redis: Redis, prefix: string, settings: RateSettings): RateLimits {
  const of = (rateClass: RateClass): RateLimiterRedis =>
    createLimiter(redis, `${prefix}rate:${rateClass}`, settings[rateClass]);
  const limiters: Readonly<Record<RateClass, RateLimiterRedis>> = {
    "sign-in": of("sign-in"),
    read: of("read"),
    write: of("write"),
    upload: of("upload"),
    "refused-proof": of("refused-proof"),
  };
  return {
    async take(rateClass, who) {
      const limit = settings[rateClass];
      try {
        return turnOf(await limiters[rateClass].consume(who), limit, true);
      } catch (outcome) {
        if (outcome instanceof RateLimiterRes) return turnOf(outcome, limit, false);
        throw outcome;
      }
    },
  };
}

function createLimiter(redis: Redis, keyPrefix: string, points: number): RateLimiterRedis {
  const window = { keyPrefix, points, duration: RATE_WINDOW_SECONDS };
  return new RateLimiterRedis({
    ...window,
    storeClient: redis,
    rejectIfRedisNotReady: true,
    inMemoryBlockOnConsumed: points + 1,
    insuranceLimiter: new RateLimiterMemory(window),
  });
}

function turnOf({ remainingPoints, msBeforeNext }: RateLimiterRes, limit: number, allowed: boolean): Turn {
  const resetSeconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
  return { allowed, remaining: remainingPoints, resetSeconds, limit };
}
