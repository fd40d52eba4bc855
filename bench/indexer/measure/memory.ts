import { z } from "zod";
import { DISTRIBUTIONS, type DistributionName } from "../chain/distribution.ts";
import { say } from "../../common/progress.ts";
import { type LoadedIndex, withLoadedIndex } from "../store/loaded-index.ts";

export const memoryRunSchema = z.strictObject({
  distribution: z.string(),
  grants: z.number(),
  bytesPerGrant: z.number(),
  loadSeconds: z.number(),
});
export type MemoryRun = z.output<typeof memoryRunSchema>;

export interface MemoryPlan {
  readonly distribution: DistributionName;
  readonly grants: number;
}

export function memoryRun(plan: MemoryPlan, { bytesPerGrant, loadSeconds }: LoadedIndex): MemoryRun {
  const distribution = DISTRIBUTIONS[plan.distribution].describe(plan.grants);
  say(
    `${plan.grants} grants, ${plan.distribution}: ${bytesPerGrant.toFixed(1)} bytes each, ${loadSeconds.toFixed(0)} s`,
  );
  return { distribution, grants: plan.grants, bytesPerGrant, loadSeconds };
}

/** What Redis counts for each grant, with everything that an index has. */
export async function measureMemory(plans: readonly MemoryPlan[]): Promise<MemoryRun[]> {
  const runs: MemoryRun[] = [];
  for (const plan of plans) {
    const run = (loaded: LoadedIndex) => Promise.resolve(memoryRun(plan, loaded));
    runs.push(await withLoadedIndex({ ...plan, remembered: 0 }, run));
  }
  return runs;
}
