import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { backfillPlans } from "../chain/plans.ts";
import { provideChain, type RecordedChain } from "../chain/provide-chain.ts";
import { floor } from "../contestants/floor/floor.ts";
import { ours } from "../contestants/ours/ours.ts";
import { ponderOnPglite, ponderOnPostgres } from "../contestants/ponder/ponder.ts";
import type { Contestant } from "../contestants/run.ts";
import { say } from "../../common/progress.ts";
import { startServer } from "../server/start-server.ts";

export const backfillRunSchema = z.strictObject({
  contestant: z.string(),
  chain: z.string(),
  latencyMs: z.number(),
  events: z.number(),
  /** From the first request for logs. */
  eventsMs: z.number(),
  caughtUpMs: z.number(),
  peakRssBytes: z.number(),
  requests: z.record(z.string(), z.number()),
  differences: z.array(z.string()),
});
export type BackfillRun = z.output<typeof backfillRunSchema>;

export interface BackfillOptions {
  /** 1 for the whole chains, 10 for a tenth. */
  readonly divisor: number;
  readonly latenciesMs: readonly number[];
  /** How often each contestant runs; Ponder takes the most time. */
  readonly repeats: { readonly fast: number; readonly ponder: number };
}

/** The contestants in turn, round by round, so that what else the machine does meets all of them. */
export async function measureBackfill({
  divisor,
  latenciesMs,
  repeats,
}: BackfillOptions): Promise<BackfillRun[]> {
  const plans = backfillPlans(divisor);
  const runs: BackfillRun[] = [];
  for (const plan of [plans.dense, plans.sparse]) {
    const chain = await provideChain(plan, say);
    for (const latencyMs of latenciesMs)
      for (let round = 0; round < repeats.fast; round++) {
        const slow = round < repeats.ponder ? [ponderOnPostgres, ponderOnPglite] : [];
        for (const contestant of [ours, floor, ...slow])
          runs.push(await measureRun(contestant, chain, latencyMs));
      }
  }
  return runs;
}

export async function measureRun(
  contestant: Contestant,
  chain: RecordedChain,
  latencyMs: number,
): Promise<BackfillRun> {
  const folder = await mkdtemp(join(tmpdir(), "idos-bench-"));
  const server = await startServer({ chain, latencyMs });
  try {
    const arrival = await contestant.run({ chain, server, folder });
    const { firstLogsAtNs, byMethod } = arrival.counts;
    if (firstLogsAtNs === undefined) throw new Error(`${contestant.name} asked for no logs`);
    const sinceFirstMs = (atNs: bigint): number => Number(atNs - firstLogsAtNs) / 1e6;
    const { events } = chain.oracle;
    const run = {
      ...{ contestant: contestant.name, chain: chain.name, latencyMs, events },
      ...{ eventsMs: sinceFirstMs(arrival.eventsAtNs), caughtUpMs: sinceFirstMs(arrival.caughtUpAtNs) },
      ...{ peakRssBytes: arrival.peakRssBytes, requests: byMethod, differences: [...arrival.differences] },
    };
    say(describe(run));
    return run;
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function describe(run: BackfillRun): string {
  const rate = Math.round((run.events * 1_000) / run.eventsMs).toLocaleString("en");
  const megabytes = Math.round(run.peakRssBytes / 1e6);
  const right = run.differences.length === 0 ? "equal to the oracle" : `WRONG: ${run.differences.join("; ")}`;
  return (
    `${run.chain}, latency ${run.latencyMs} ms, ${run.contestant}: ${rate} events/s, ` +
    `caught up after ${(run.caughtUpMs / 1_000).toFixed(1)} s, ${megabytes} MB, ${right}`
  );
}
