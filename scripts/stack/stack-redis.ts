import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { connectRedis } from "@idos/indexer";
import { redisUrl } from "../redis/environment.ts";
import { startRedis } from "../redis/start-redis.ts";

export interface StackRedis {
  readonly url: string;
  /** What the stack's keys begin with. */
  readonly prefix: string;
}

type OnStop = (close: () => Promise<void>) => void;

/** The Redis that REDIS_URL names, which gets its keys back out at the end, else one of the stack's own. */
export async function provideStackRedis(folder: string, onStop: OnStop): Promise<StackRedis> {
  const prefix = `demo-${randomBytes(6).toString("hex")}:`;
  if (redisUrl === undefined) {
    const redis = await startRedis({ folder: join(folder, "redis"), appendOnly: false });
    onStop(() => redis.stop());
    return { url: redis.url, prefix };
  }
  const url = redisUrl;
  await requireRedis(url);
  onStop(() => removeKeys(url, prefix));
  return { url, prefix };
}

/** The URL as it may be shown. */
export function withoutPassword(url: string): string {
  const shown = new URL(url);
  if (shown.password !== "") shown.password = "***";
  return shown.href;
}

/** Throws, in one line, unless a Redis answers there. */
export async function requireRedis(url: string): Promise<void> {
  if (!URL.canParse(url)) throw new Error("REDIS_URL is no URL, such as redis://127.0.0.1:6379");
  let reason = "";
  const redis = connectRedis(url, (error) => (reason = error.message));
  const failure = await redis.ping().then(
    () => undefined,
    (error: unknown) => reason || String(error),
  );
  redis.disconnect();
  if (failure !== undefined)
    throw new Error(`no Redis answers at ${withoutPassword(url)} (REDIS_URL): ${failure}`);
}

/** Deletes every key that begins with `prefix`. */
export async function removeKeys(url: string, prefix: string): Promise<void> {
  const redis = connectRedis(url, () => undefined);
  try {
    let cursor = "0";
    do {
      const [next, keys] = await redis.scan(cursor, "MATCH", `${prefix}*`, "COUNT", 1_000);
      if (keys.length > 0) await redis.unlink(...keys);
      cursor = next;
    } while (cursor !== "0");
  } finally {
    redis.disconnect();
  }
}
