import { z } from "zod";
import { steadyLatencies } from "../../common/load.ts";
import { forgetPeakRss, peakRssBytes } from "../../common/process-memory.ts";
import { say } from "../../common/progress.ts";
import { spread } from "../../common/statistics.ts";
import { withConnections } from "../client/connections.ts";
import { type Contestant, CONTESTANTS } from "../contestants/contestant.ts";
import { startContestants } from "../contestants/start-contestants.ts";
import { startWorld } from "../world/start-world.ts";
import { askRead, untilServing } from "./ask-read.ts";
import { type Interval, pause, requireGiven, saturatedInterval } from "./interval.ts";

const placeSchema = z.strictObject({ contestant: z.enum(CONTESTANTS), payloadBytes: z.number() });

/** One contestant, one payload, so many connections; a rate for each round. */
export const saturatedReadsSchema = placeSchema.extend({
  connections: z.number(),
  rates: z.array(z.number()).min(1),
  refusedShare: z.number(),
  serverCpuMs: z.number(),
  clientCores: z.number(),
});
export type SaturatedReads = z.output<typeof saturatedReadsSchema>;

export const steadyReadsSchema = placeSchema.extend({
  rate: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
  peakRssBytes: z.number(),
});
export type SteadyReads = z.output<typeof steadyReadsSchema>;

export const readsSchema = z.strictObject({
  saturated: z.array(saturatedReadsSchema),
  steady: z.array(steadyReadsSchema),
});
export type Reads = z.output<typeof readsSchema>;

export interface ReadsOptions {
  readonly owners: number;
  readonly payloadsBytes: readonly number[];
  readonly connections: readonly number[];
  readonly rounds: number;
  readonly seconds: number;
}

/** Of the connections that were measured, those at which half of the saturated rate is asked for. */
export const STEADY_CONNECTIONS = 64;
const WARM_UP_READS = 1_000;
const WARM_UP_SECONDS = 3;
/** Proofs are made for so many times the reads that the rate before would need. */
const SPARE = 1.5;

export async function measureReads(options: ReadsOptions): Promise<Reads> {
  const world = await startWorld();
  try {
    const contestants = await startContestants(world, options.owners, options.payloadsBytes);
    const found: Reads = { saturated: [], steady: [] };
    for (const payloadBytes of options.payloadsBytes) {
      for (const contestant of contestants) {
        await untilServing(contestant, payloadBytes);
        await forgetPeakRss(contestant.pid);
      }
      for (const connections of options.connections)
        found.saturated.push(...(await saturate(contestants, payloadBytes, connections, options)));
      for (const contestant of contestants)
        found.steady.push(await steady(contestant, payloadBytes, found.saturated, options));
    }
    return found;
  } finally {
    await world.stop();
  }
}

/** Round by round, so that what else the machine does meets all of them. */
async function saturate(
  contestants: readonly Contestant[],
  payloadBytes: number,
  connections: number,
  { rounds, seconds }: ReadsOptions,
): Promise<SaturatedReads[]> {
  const measured = new Map<Contestant, Interval[]>();
  for (const contestant of contestants) {
    const place = { payloadBytes, connections, seconds: WARM_UP_SECONDS };
    measured.set(contestant, [await interval(contestant, { ...place, reads: WARM_UP_READS })]);
  }
  for (let round = 0; round < rounds; round++)
    for (const [contestant, intervals] of measured) {
      const reads = Math.ceil((intervals.at(-1)?.rate ?? 0) * seconds * SPARE);
      intervals.push(await interval(contestant, { payloadBytes, connections, seconds, reads }));
    }
  return [...measured].map(([{ name }, [, ...intervals]]) => {
    const rates = intervals.map(({ rate }) => rate);
    const run = {
      ...{ contestant: name, payloadBytes, connections, rates },
      refusedShare: Math.max(...intervals.map(({ refusedShare }) => refusedShare)),
      serverCpuMs: spread(intervals.map(({ serverCpuMs }) => serverCpuMs)).median,
      clientCores: Math.max(...intervals.map(({ clientCores }) => clientCores)),
    };
    say(`reads, ${JSON.stringify(run)}`);
    return run;
  });
}

interface ReadInterval {
  readonly payloadBytes: number;
  readonly connections: number;
  readonly seconds: number;
  readonly reads: number;
}

async function interval(
  contestant: Contestant,
  { payloadBytes, connections, seconds, reads }: ReadInterval,
): Promise<Interval> {
  const prepared = await contestant.prepare(payloadBytes, reads);
  return withConnections(contestant.port, connections, (open) =>
    saturatedInterval(askRead(open, prepared), {
      ...{ pid: contestant.pid, callers: connections, seconds, asksMax: prepared.length },
    }),
  );
}

/** At half of the contestant's own saturated rate. */
async function steady(
  contestant: Contestant,
  payloadBytes: number,
  saturated: readonly SaturatedReads[],
  { seconds }: ReadsOptions,
): Promise<SteadyReads> {
  const { name, pid, port } = contestant;
  const own = saturated.find(
    (run) =>
      run.contestant === name && run.payloadBytes === payloadBytes && run.connections === STEADY_CONNECTIONS,
  );
  const rate = spread(own?.rates ?? []).median / 2;
  const prepared = await contestant.prepare(payloadBytes, Math.ceil(rate * 2 * seconds));
  const latencies = await withConnections(port, STEADY_CONNECTIONS, (open) =>
    steadyLatencies(requireGiven(askRead(open, prepared)), rate, 2 * seconds, pause),
  );
  const run = {
    ...{ contestant: name, payloadBytes, rate, ...latencies },
    peakRssBytes: await peakRssBytes(pid),
  };
  say(`steady reads, ${JSON.stringify(run)}`);
  return run;
}
