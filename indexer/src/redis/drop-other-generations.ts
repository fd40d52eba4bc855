import type { Redis } from "ioredis";
import { type IndexKeys, scanPattern } from "./keys.ts";
import { runScript } from "./run-script.ts";
import { DROP } from "./write-scripts.ts";

/**
 * Deletes, in small steps, whatever other generations left behind, also those whose meta was lost. Ends where another
 * writer's generation has come: nothing of that one is touched.
 */
export async function dropOtherGenerations(
  redis: Redis,
  { meta }: Pick<IndexKeys, "meta">,
  generation: string,
): Promise<void> {
  let cursor = "0";
  do {
    const [next, found] = await redis.scanBuffer(cursor, "MATCH", scanPattern(`${meta}:`), "COUNT", 1_000);
    if (found.length > 0 && (await runScript(redis, DROP, meta, [generation, ...found])) === 0) return;
    cursor = next.toString();
  } while (cursor !== "0");
}
