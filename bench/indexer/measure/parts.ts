import { z } from "zod";
import { type BackfillOptions, backfillRunSchema, measureBackfill } from "./backfill.ts";
import { checkRunSchema, measureCheck } from "./check.ts";
import { latencyRunSchema, type LatencyOptions, measureLatency } from "./latency.ts";
import { measureMemory, type MemoryPlan, memoryRunSchema } from "./memory.ts";

export const PART_NAMES = ["backfill", "latency", "memory", "check"] as const;
export type PartName = (typeof PART_NAMES)[number];

/** What the parts measured; those that never ran are absent. */
export const partsSchema = z.strictObject({
  backfill: z.array(backfillRunSchema).exactOptional(),
  latency: z.array(latencyRunSchema).exactOptional(),
  memory: z.array(memoryRunSchema).exactOptional(),
  check: z
    .strictObject({ checks: z.array(checkRunSchema), memory: z.array(memoryRunSchema) })
    .exactOptional(),
});
export type Parts = z.output<typeof partsSchema>;
type Checks = NonNullable<Parts["check"]>;

interface Size {
  readonly backfill: BackfillOptions;
  readonly latency: LatencyOptions;
  readonly memory: readonly MemoryPlan[];
  readonly check: { readonly grants: readonly number[]; readonly rounds: number; readonly seconds: number };
}

const memoryPlans = (grants: number): readonly MemoryPlan[] => [
  { distribution: "realistic", grants },
  { distribution: "pairs", grants },
  { distribution: "few-grantees", grants },
];

/** What docs/benchmarks.md shows. */
export const FULL: Size = {
  backfill: { divisor: 1, latenciesMs: [0, 20], repeats: { fast: 3, ponder: 2 } },
  latency: { samples: 200, latenciesMs: [0, 20] },
  memory: memoryPlans(1_000_000),
  check: { grants: [1_000_000, 10_000_000], rounds: 5, seconds: 5 },
};

/** Shows in minutes that everything works; its figures say little. */
export const QUICK: Size = {
  backfill: { divisor: 10, latenciesMs: [0], repeats: { fast: 1, ponder: 1 } },
  latency: { samples: 20, latenciesMs: [0] },
  memory: memoryPlans(100_000),
  check: { grants: [100_000], rounds: 2, seconds: 2 },
};

export async function measurePart(name: PartName, size: Size): Promise<Parts> {
  switch (name) {
    case "backfill":
      return { backfill: await measureBackfill(size.backfill) };
    case "latency":
      return { latency: await measureLatency(size.latency) };
    case "memory":
      return { memory: await measureMemory(size.memory) };
    case "check":
      return { check: await measureChecks(size.check) };
  }
}

async function measureChecks({ grants, ...options }: Size["check"]): Promise<Checks> {
  const found: Checks = { checks: [], memory: [] };
  for (const count of grants) {
    const { check, memory } = await measureCheck({ grants: count, ...options });
    found.checks.push(check);
    found.memory.push(memory);
  }
  return found;
}
