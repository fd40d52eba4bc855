import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { redisUrl } from "../../scripts/redis/environment.ts";
import { startRedis } from "../../scripts/redis/start-redis.ts";
import type { Redis, RedisOptions } from "../../scripts/redis/start-redis.ts";

export interface TestRedis {
  readonly url: string;
  /** What the caller's keys begin with: the server is shared by the whole run. */
  readonly prefix: string;
}

let shared: Promise<OwnRedis> | undefined;

/** A Redis for tests that leave the server alone: REDIS_URL, else one server for the whole run. */
export async function testRedis(): Promise<TestRedis> {
  const prefix = `test:${randomBytes(6).toString("hex")}:`;
  if (redisUrl !== undefined) return { url: redisUrl, prefix };
  shared ??= ownRedis({ appendOnly: false });
  return { url: (await shared).url, prefix };
}

export interface OwnRedis extends Redis {
  /** Starts a server on the same port and folder, after `stop` or `kill`. */
  restart(): Promise<OwnRedis>;
  /** Stops the server and deletes its folder. */
  remove(): Promise<void>;
}

/** A server of the test's own, to kill, flush and restart. Whoever starts it calls `remove`. */
export async function ownRedis(options: Pick<RedisOptions, "appendOnly" | "settings">): Promise<OwnRedis> {
  const folder = await mkdtemp(join(tmpdir(), "idos-redis-"));
  const start = async (port?: number): Promise<OwnRedis> => {
    const redis = await startRedis({ ...options, folder, ...(port === undefined ? {} : { port }) });
    return {
      ...redis,
      restart: () => start(redis.port),
      async remove() {
        await redis.stop();
        await rm(folder, { recursive: true, force: true });
      },
    };
  };
  return start();
}

/** Called once, after the last test of a run. */
export async function stopTestRedis(): Promise<void> {
  const stopping = shared;
  shared = undefined;
  await (await stopping)?.remove();
}
