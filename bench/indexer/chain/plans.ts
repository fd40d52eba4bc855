import type { DistributionName } from "./distribution.ts";
import { type Mix, REALISTIC_MIX } from "./history.ts";

/** What a recorded chain is to hold. */
export interface ChainPlan {
  readonly name: string;
  readonly seed: number;
  readonly blocks: number;
  readonly eventsPerBlock: number;
  readonly distribution: DistributionName;
  readonly mix: Mix;
  /** After the tail: blocks that each revoke one grant, to be released one by one. */
  readonly revokingBlocks: number;
}

const backfill = { distribution: "realistic", mix: REALISTIC_MIX, revokingBlocks: 0 } as const;

/** 1 for the real thing; 10 makes a tenth of it, for a quick look. */
export function backfillPlans(divisor: number): { dense: ChainPlan; sparse: ChainPlan } {
  return {
    dense: { name: "dense", seed: 1, blocks: 1_000 / divisor, eventsPerBlock: 100, ...backfill },
    sparse: { name: "sparse", seed: 2, blocks: 50_000 / divisor, eventsPerBlock: 2, ...backfill },
  };
}

export function latencyPlan(revokingBlocks: number): ChainPlan {
  const nothingEnds = { revoked: 0, renounced: 0, renewed: 0, revokedAll: 0, idle: 0, sealed: 0 };
  const base = { name: "latency", seed: 3, blocks: 20, eventsPerBlock: 100 };
  return { ...base, distribution: "realistic", mix: nothingEnds, revokingBlocks };
}
