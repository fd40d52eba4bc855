import type { Redis } from "ioredis";
import type { GrantIndexReader } from "./grant-index-reader.ts";
import { connectRedis } from "./redis/connect.ts";
import { createRedisGrantIndexReader, type ReaderOptions } from "./redis/redis-grant-index-reader.ts";

export interface GrantIndexReaderOptions extends ReaderOptions {
  /** A connection that stays the caller's, or a URL to connect to. */
  readonly redis: Redis | string;
  /** Connection errors, when `redis` is a URL; commands reject on their own. */
  readonly onConnectionError?: (error: Error) => void;
}

export interface ClosableGrantIndexReader extends GrantIndexReader {
  /** Closes the connection if it was opened here. */
  close(): void;
}

export function createGrantIndexReader(options: GrantIndexReaderOptions): ClosableGrantIndexReader {
  const { redis: given, onConnectionError = () => undefined } = options;
  const redis = typeof given === "string" ? connectRedis(given, onConnectionError) : given;
  return {
    ...createRedisGrantIndexReader(redis, options),
    close() {
      if (redis !== given) redis.disconnect();
    },
  };
}
