import { processCpuMs } from "../../common/process-cpu.ts";
import { setTimeout as sleep } from "node:timers/promises";
import { type Ask, saturatedRate } from "../../common/load.ts";

/** Until the next request is due: the server needs the cores, so the client does not spin. */
export const pause = (): Promise<unknown> => sleep(1);

/** What one server did while it was saturated. */
export interface Interval {
  /** A second. */
  readonly rate: number;
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
  ask: Ask,
  { pid, callers, seconds, asksMax }: IntervalOptions,
): Promise<Interval> {
  let answered = 0;
  const counted = async (at: number): Promise<void> => {
    await ask(at);
    answered++;
  };
  const serverBefore = await processCpuMs(pid);
  const clientBefore = process.cpuUsage();
  const startMs = performance.now();
  const rate = await saturatedRate(counted, 1, callers, seconds, asksMax);
  const takenMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(clientBefore);
  return {
    rate,
    serverCpuMs: ((await processCpuMs(pid)) - serverBefore) / answered,
    clientCores: (user + system) / 1_000 / takenMs,
  };
}
