import type { LoadedIndex } from "./loaded-index.ts";

const AT_ONCE = 20_000;
const FILL = `for at = tonumber(ARGV[1]), tonumber(ARGV[2]) do redis.call('SET', 'bare:' .. at, ARGV[3]) end`;
/** About what the index keeps of one grant for a check. */
const VALUE = "x".repeat(32);

export const bareKey = (at: number): string => `bare:${at}`;

/** Plain keys beside the index, as many as it has grants, made inside of Redis. */
export async function fillBareKeys(redis: LoadedIndex["redis"], count: number): Promise<void> {
  for (let first = 0; first < count; first += AT_ONCE)
    await redis.eval(FILL, 0, first, Math.min(count, first + AT_ONCE) - 1, VALUE);
}
