import { processCpuMs } from "../../common/process-cpu.ts";
import { setTimeout as sleep } from "node:timers/promises";
import { saturatedRate } from "../../common/load.ts";

/** Until the next request is due: the server needs the cores, so the client does not spin. */
export const pause = (): Promise<unknown> => sleep(1);

/** Whether the server gave what was asked. Rejects when it gave something else. */
export type AskServer = (at: number) => Promise<boolean>;

/** What one server did while it was saturated. */
export interface Interval {
  /** What it gave, a second. */
  readonly rate: number;
  /** Of what was asked, the share that it sent away with 503. */
  readonly refusedShare: number;
  /** Processor time of the server's process for each request. */
  readonly serverCpuMs: number;
  /** How much of a core this process, the client, took. At 1 it is the client that is measured. */
  readonly clientCores: number;
}

export interface IntervalOptions {
  readonly pid: number;
  readonly callers: number;
  readonly seconds: number;
  /** How many requests there are to send. */
  readonly asksMax: number;
}

/** Callers that each ask again as soon as they are answered. */
export async function saturatedInterval(
  ask: AskServer,
  { pid, callers, seconds, asksMax }: IntervalOptions,
): Promise<Interval> {
  const count = { given: 0, refused: 0 };
  const counted = async (at: number): Promise<void> => {
    count[(await ask(at)) ? "given" : "refused"]++;
  };
  const serverBefore = await processCpuMs(pid);
  const clientBefore = process.cpuUsage();
  const startMs = performance.now();
  await saturatedRate(counted, 1, callers, seconds, asksMax);
  const takenMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(clientBefore);
  return {
    rate: (count.given * 1_000) / takenMs,
    refusedShare: count.refused / (count.given + count.refused),
    serverCpuMs: ((await processCpuMs(pid)) - serverBefore) / count.given,
    clientCores: (user + system) / 1_000 / takenMs,
  };
}

/** At half of its saturation a server sends nobody away. */
export function requireGiven(ask: AskServer): (at: number) => Promise<void> {
  return async (at) => {
    if (!(await ask(at))) throw new Error("refused at half of what the server bears");
  };
}
