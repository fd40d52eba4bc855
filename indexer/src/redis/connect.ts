import { Redis } from "ioredis";

export type RedisConnection = Redis;

const COMMAND_TIMEOUT_MS = 2_000;

export interface RedisConnectionOptions {
  readonly commandTimeoutMs?: number | undefined;
  /**
   * Sends the commands of one turn of the event loop together, and those that come meanwhile when these are answered:
   * for many small questions at once. Commands keep their order; a transaction is sent before them.
   */
  readonly isBatched?: boolean;
}

/** A connection that fails a command within seconds instead of queueing it without end, and reconnects by itself. */
export function connectRedis(
  url: string,
  onError: (error: Error) => void,
  { commandTimeoutMs = COMMAND_TIMEOUT_MS, isBatched = false }: RedisConnectionOptions = {},
): Redis {
  const redis = new Redis(url, {
    commandTimeout: commandTimeoutMs,
    connectTimeout: 2_000,
    enableAutoPipelining: isBatched,
    maxRetriesPerRequest: 1,
    // A command whose answer was lost may have counted. The index's writer reads the checkpoint and decides; a
    // "first use" sent again would call an honest request a replay.
    autoResendUnfulfilledCommands: false,
    retryStrategy: (times) => Math.min(50 * times, 1_000),
  });
  redis.on("error", onError);
  return redis;
}
