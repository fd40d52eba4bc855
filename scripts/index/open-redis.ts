import { connectRedis } from "@idos/indexer";

export type RedisConnection = ReturnType<typeof connectRedis>;

/** A connection that answers. Rejects with one line that names the server and never its password. */
export async function openRedis(url: string): Promise<RedisConnection> {
  let reason = "";
  const redis = connectRedis(url, (error) => (reason = error.message));
  try {
    await redis.ping();
    return redis;
  } catch (error) {
    redis.disconnect();
    const why = reason || (error instanceof Error ? error.message : String(error));
    throw new Error(`no Redis answers at ${new URL(url).host} (IDOS_REDIS_URL): ${why}`, { cause: error });
  }
}
