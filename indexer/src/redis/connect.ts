import { Redis } from "ioredis";

/** A connection that fails a command within a second or two instead of queueing it without end. */
export function connectRedis(url: string, onError: (error: Error) => void): Redis {
  const redis = new Redis(url, {
    commandTimeout: 2_000,
    connectTimeout: 2_000,
    maxRetriesPerRequest: 1,
    // A write whose answer was lost may have happened: the writer reads the checkpoint and decides.
    autoResendUnfulfilledCommands: false,
    retryStrategy: (times) => Math.min(50 * times, 1_000),
  });
  redis.on("error", onError);
  return redis;
}
