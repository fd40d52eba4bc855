import { createGrantIndexReader } from "@idos/indexer";
import { z } from "zod";
import { PLACE, RULES } from "../contestants/ours/settings.ts";
import { say } from "../../common/progress.ts";
import { spread, spreadSchema } from "../../common/statistics.ts";
import { bareKey, fillBareKeys } from "../store/bare-keys.ts";
import { type LoadedIndex, withLoadedIndex } from "../store/loaded-index.ts";
import { saturatedRate, steadyLatencies } from "../../common/load.ts";
import { type MemoryRun, memoryRun } from "./memory.ts";

export const checkRunSchema = z.strictObject({
  grants: z.number(),
  checkRate: spreadSchema,
  getRate: spreadSchema,
  /** Check to GET, of the two that were measured one after the other. */
  ratio: spreadSchema,
  steadyRate: z.number(),
  check: z.strictObject({ p50Ms: z.number(), p99Ms: z.number() }),
  get: z.strictObject({ p50Ms: z.number(), p99Ms: z.number() }),
});
export type CheckRun = z.output<typeof checkRunSchema>;

export interface CheckOptions {
  readonly grants: number;
  readonly rounds: number;
  readonly seconds: number;
}

export const CALLERS = 512;
/** Of the bare GETs: so many in one pipeline, and as many pipelines as give the same number under way. */
const PIPELINE = 128;
const REMEMBERED = 200_000;
const AGE_SECONDS_MAX = 86_400;

/** Loads once, and measures the memory by the way. */
export function measureCheck(options: CheckOptions): Promise<{ check: CheckRun; memory: MemoryRun }> {
  const plan = { distribution: "realistic", grants: options.grants } as const;
  return withLoadedIndex({ ...plan, remembered: REMEMBERED }, async (loaded) => {
    const memory = memoryRun(plan, loaded);
    await fillBareKeys(loaded.redis, options.grants);
    return { check: await compare(loaded, options), memory };
  });
}

async function compare(
  { redis, keys }: LoadedIndex,
  { grants, rounds, seconds }: CheckOptions,
): Promise<CheckRun> {
  const reader = createGrantIndexReader({ redis, ...PLACE, ...RULES, staleAfterSeconds: AGE_SECONDS_MAX });
  // A stride that visits all keys, far apart from each other.
  const keyAt = (at: number) => keys[(at * 7_919) % keys.length];
  const check = async (at: number): Promise<void> => {
    const key = keyAt(at);
    const answer = key && (await reader.check(key.owner, key.handle));
    if (answer?.grant.kind !== "granted" || answer.status.state !== "ready")
      throw new Error("a wrong answer");
  };
  const numberAt = (at: number): number => (at * 7_919) % grants;
  const get = (at: number): Promise<unknown> => redis.get(bareKey(numberAt(at)));
  const gets = async (at: number): Promise<void> => {
    const pipeline = redis.pipeline();
    for (let one = 0; one < PIPELINE; one++) pipeline.get(bareKey(numberAt(at * PIPELINE + one)));
    const answers = await pipeline.exec();
    if (answers?.some(([error, value]) => error !== null || value === null) !== false)
      throw new Error("no value");
  };

  await saturatedRate(check, 1, CALLERS, 2);
  const checkRates: number[] = [];
  const getRates: number[] = [];
  for (let round = 0; round < rounds; round++) {
    checkRates.push(await saturatedRate(check, 1, CALLERS, seconds));
    getRates.push(await saturatedRate(gets, PIPELINE, CALLERS / PIPELINE, seconds));
  }
  const ratios = checkRates.map((rate, round) => rate / (getRates[round] ?? NaN));
  const steadyRate = spread(checkRates).median / 2;
  const run = {
    ...{
      grants,
      checkRate: spread(checkRates),
      getRate: spread(getRates),
      ratio: spread(ratios),
      steadyRate,
    },
    check: await steadyLatencies(check, steadyRate, 2 * seconds),
    get: await steadyLatencies(get, steadyRate, 2 * seconds),
  };
  say(`${grants} grants: ${JSON.stringify(run)}`);
  return run;
}
