import { connectRedis } from "@idos/indexer";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRedisGrantIndex } from "../../../indexer/src/redis/redis-grant-index.ts";
import { startRedis } from "../../../scripts/redis/start-redis.ts";
import { PLACE, RULES } from "../contestants/ours/settings.ts";
import { type GrantKey, loadGrants, type LoadPlan } from "./load-grants.ts";

const UNDO_BLOCKS = 1_024;
/** A slow answer is a measurement here, and not a failure. */
const COMMAND_TIMEOUT_MS = 30_000;

export interface LoadedIndex {
  readonly redis: ReturnType<typeof connectRedis>;
  readonly keys: readonly GrantKey[];
  readonly bytesPerGrant: number;
  readonly loadSeconds: number;
}

/** Loads an index into a Redis of its own, lets it be used, and ends the Redis. */
export async function withLoadedIndex<Result>(
  plan: LoadPlan,
  use: (loaded: LoadedIndex) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "idos-bench-"));
  const server = await startRedis({ folder, appendOnly: false });
  const onError = (error: Error) => process.stderr.write(`${error.message}\n`);
  const redis = connectRedis(server.url, onError, { commandTimeoutMs: COMMAND_TIMEOUT_MS });
  try {
    const index = createRedisGrantIndex(redis, {
      ...PLACE,
      finality: RULES.finality,
      undoBlocks: UNDO_BLOCKS,
    });
    const before = await usedMemoryBytes(redis);
    const startMs = performance.now();
    const keys = await loadGrants(index, plan);
    const loadSeconds = (performance.now() - startMs) / 1_000;
    const bytesPerGrant = ((await usedMemoryBytes(redis)) - before) / plan.grants;
    return await use({ redis, keys, bytesPerGrant, loadSeconds });
  } finally {
    redis.disconnect();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function usedMemoryBytes(redis: LoadedIndex["redis"]): Promise<number> {
  const used = /^used_memory:(\d+)/m.exec(await redis.info("memory"))?.[1];
  if (used === undefined) throw new Error("Redis does not say what memory it uses");
  return Number(used);
}
