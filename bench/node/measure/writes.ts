import { join } from "node:path";
import { originSchema } from "@idos/protocol";
import { z } from "zod";
import { steadyLatencies } from "../../common/load.ts";
import { forgetPeakRss, peakRssBytes } from "../../common/process-memory.ts";
import { say } from "../../common/progress.ts";
import { spread } from "../../common/statistics.ts";
import { type Connections, withConnections } from "../client/connections.ts";
import { startDatabase } from "../world/start-database.ts";
import { type Measured, measuredNode, startMeasuredNode } from "../world/start-nodes.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { type AskServer, type Interval, pause, requireGiven, saturatedInterval } from "./interval.ts";
import { prepareWriters, type PrepareWrites, type Write } from "./prepare-writes.ts";

export const DATABASES = ["PGlite", "PostgreSQL"] as const;

/** One database, so many connections; a rate for each round, and the times at half of it. */
export const writesRunSchema = z.strictObject({
  database: z.enum(DATABASES),
  connections: z.number(),
  rates: z.array(z.number()).min(1),
  refusedShare: z.number(),
  serverCpuMs: z.number(),
  clientCores: z.number(),
  steadyRate: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
  peakRssBytes: z.number(),
});
export type WritesRun = z.output<typeof writesRunSchema>;

export interface WritesOptions {
  readonly owners: number;
  readonly payloadBytes: number;
  readonly connections: readonly number[];
  readonly rounds: number;
  readonly seconds: number;
}

interface Writing extends Measured {
  readonly database: WritesRun["database"];
  readonly prepare: PrepareWrites;
}

const WARM_UP_WRITES = 200;
const WARM_UP_SECONDS = 5;
const SPARE = 1.5;

export async function measureWrites(options: WritesOptions): Promise<WritesRun[]> {
  const world = await startWorld();
  try {
    const all = await startWriting(world, options);
    const runs: WritesRun[] = [];
    for (const connections of options.connections) runs.push(...(await compare(all, connections, options)));
    return runs;
  } finally {
    await world.stop();
  }
}

/** A node on each database, both as they are by default: what is acknowledged is on the disk. */
async function startWriting(world: World, { owners, payloadBytes }: WritesOptions): Promise<Writing[]> {
  const settings = {
    PGlite: {},
    PostgreSQL: { IDOS_DATABASE_URL: await startDatabase(world) },
  };
  const all: Writing[] = [];
  for (const database of DATABASES) {
    const node = await startMeasuredNode(world, {
      ...{ ...world.settings(database), ...settings[database] },
      IDOS_DATA_FOLDER: join(world.folder, database),
    });
    const reached = world.reach(originSchema.parse(node.url));
    const prepare = await prepareWriters(reached, owners, payloadBytes);
    all.push({ database, ...measuredNode(node), prepare });
  }
  return all;
}

async function compare(
  all: readonly Writing[],
  connections: number,
  { rounds, seconds }: WritesOptions,
): Promise<WritesRun[]> {
  const measured = new Map<Writing, Interval[]>();
  for (const writing of all)
    measured.set(writing, [await interval(writing, connections, WARM_UP_SECONDS, WARM_UP_WRITES)]);
  for (const { pid } of all) await forgetPeakRss(pid);
  for (let round = 0; round < rounds; round++)
    for (const [writing, intervals] of measured) {
      const writes = Math.ceil((intervals.at(-1)?.rate ?? 0) * seconds * SPARE);
      intervals.push(await interval(writing, connections, seconds, writes));
    }
  const runs: WritesRun[] = [];
  for (const [writing, [, ...intervals]] of measured) {
    const rates = intervals.map(({ rate }) => rate);
    const steadyRate = spread(rates).median / 2;
    const prepared = await writing.prepare(Math.ceil(steadyRate * 2 * seconds));
    const latencies = await withConnections(writing.port, connections, (open) =>
      steadyLatencies(requireGiven(askWrite(open, prepared)), steadyRate, 2 * seconds, pause),
    );
    const run = {
      ...{ database: writing.database, connections, rates, steadyRate, ...latencies },
      refusedShare: Math.max(...intervals.map(({ refusedShare }) => refusedShare)),
      serverCpuMs: spread(intervals.map(({ serverCpuMs }) => serverCpuMs)).median,
      clientCores: Math.max(...intervals.map(({ clientCores }) => clientCores)),
      peakRssBytes: await peakRssBytes(writing.pid),
    };
    say(`writes, ${JSON.stringify(run)}`);
    runs.push(run);
  }
  return runs;
}

async function interval(
  { pid, port, prepare }: Writing,
  connections: number,
  seconds: number,
  writes: number,
): Promise<Interval> {
  const prepared = await prepare(writes);
  return withConnections(port, connections, (open) =>
    saturatedInterval(askWrite(open, prepared), {
      ...{ pid, callers: connections, seconds, asksMax: prepared.length },
    }),
  );
}

const OVERLOADED = 503;

/** One write: the envelope is staged, and then made a record's first version. */
function askWrite(connections: Connections, writes: readonly Write[]): AskServer {
  return async (at) => {
    const write = writes[at];
    if (write === undefined) throw new Error(`${writes.length} writes were prepared, and no more`);
    for (const request of [write.stage, write.put]) {
      const { status } = await connections.ask(request);
      if (status === OVERLOADED) return false;
      if (status !== 204) throw new Error(`a write was answered ${status}`);
    }
    return true;
  };
}
