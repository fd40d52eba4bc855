import { Redis } from "ioredis";

/** A connection that fails a command within seconds instead of queueing it without end, and reconnects by itself. */
export function connectRedis(url: string, onError: (error: Error) => void): Redis {
  const redis = new Redis(url, {
    commandTimeout: 2_000,
    connectTimeout: 2_000,
    maxRetriesPerRequest: 1,
    // A "first use" whose answer was lost may have counted: sent again, it would call an honest request a replay.
    autoResendUnfulfilledCommands: false,
    retryStrategy: (times) => Math.min(50 * times, 1_000),
  });
  redis.on("error", onError);
  return redis;
}
