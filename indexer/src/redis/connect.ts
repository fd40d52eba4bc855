import { Redis } from "ioredis";

export type RedisConnection = Redis;

const COMMAND_TIMEOUT_MS = 2_000;

/** A connection that fails a command within seconds instead of queueing it without end, and reconnects by itself. */
export function connectRedis(
  url: string,
  onError: (error: Error) => void,
  commandTimeoutMs = COMMAND_TIMEOUT_MS,
): Redis {
  const redis = new Redis(url, {
    commandTimeout: commandTimeoutMs,
    connectTimeout: 2_000,
    maxRetriesPerRequest: 1,
    // A command whose answer was lost may have counted. The index's writer reads the checkpoint and decides; a
    // "first use" sent again would call an honest request a replay.
    autoResendUnfulfilledCommands: false,
    retryStrategy: (times) => Math.min(50 * times, 1_000),
  });
  redis.on("error", onError);
  return redis;
}
