import { connectRedis } from "../../src/redis/connect.ts";
import { testRedis } from "../../../test/harness/redis.ts";
import { runSeed, type Sabotage } from "./run-seed.ts";
import { type Script, writeScript } from "./script.ts";

export interface Failure {
  readonly seed: number;
  readonly script: Script;
  readonly error: unknown;
}

export interface SeedsRun {
  readonly failures: readonly Failure[];
  readonly looks: number;
  readonly readyLooks: number;
}

export interface RunSeedsOptions {
  readonly sabotage?: Sabotage;
  /** So many seeds run at the same time. */
  readonly concurrency?: number;
  /** Begins no further seed after one that failed. */
  readonly stopsAtFailure?: boolean;
  readonly onSeed?: (seed: number, failure: Failure | undefined) => void;
}

export async function runSeeds(seeds: readonly number[], options: RunSeedsOptions = {}): Promise<SeedsRun> {
  const { concurrency = 6, sabotage, stopsAtFailure = false, onSeed } = options;
  const { url, prefix } = await testRedis();
  const redis = connectRedis(url, () => undefined);
  const failures: Failure[] = [];
  const waiting = [...seeds];
  let looks = 0;
  let readyLooks = 0;

  async function work(): Promise<void> {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      const script = writeScript(seed);
      let failure: Failure | undefined;
      try {
        const run = await runSeed(
          script,
          { redis, redisUrl: url, redisPrefix: `${prefix}${seed}:` },
          sabotage,
        );
        looks += run.looks;
        readyLooks += run.readyLooks;
      } catch (error) {
        failure = { seed, script, error };
        failures.push(failure);
        if (stopsAtFailure) waiting.length = 0;
      }
      onSeed?.(seed, failure);
    }
  }

  try {
    await Promise.all(Array.from({ length: concurrency }, work));
  } finally {
    redis.disconnect();
  }
  return { failures, looks, readyLooks };
}

/** The failing seed, and all that happened under it, one step a line. */
export function describeFailure({ seed, script, error }: Failure): string {
  const { steps, endpoints, ...settings } = script;
  return [
    `seed ${seed}: ${error instanceof Error ? error.message : String(error)}`,
    `  ${JSON.stringify(settings)}`,
    ...endpoints.map((habits, n) => `  endpoint ${n}: ${JSON.stringify(habits)}`),
    ...steps.map(({ after, deed }) => `  after ${after}: ${JSON.stringify(deed)}`),
  ].join("\n");
}
