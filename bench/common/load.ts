import { setImmediate as nextTurn } from "node:timers/promises";
import { quantile } from "./statistics.ts";

/** One request of a kind; the number chooses what is asked for. */
export type Ask = (at: number) => Promise<unknown>;

/**
 * Requests per second while `callers` each ask again as soon as they are answered, for so many seconds or until there
 * is nothing more to ask.
 */
export async function saturatedRate(
  ask: Ask,
  perAsk: number,
  callers: number,
  seconds: number,
  asksMax = Infinity,
): Promise<number> {
  const startMs = performance.now();
  const endMs = startMs + seconds * 1_000;
  let asked = 0;
  const caller = async (): Promise<void> => {
    while (performance.now() < endMs && asked < asksMax) await ask(asked++);
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return (asked * perAsk * 1_000) / (performance.now() - startMs);
}

export interface Latencies {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/**
 * How long requests take that come at a steady rate, whether or not earlier ones are answered. Each is timed from
 * when it was due, so that one that waits for the client's own delay counts with that delay. `pause`: what passes the
 * time until the next one; by default a turn of the event loop, which takes a core.
 */
export async function steadyLatencies(
  ask: Ask,
  rate: number,
  seconds: number,
  pause: () => Promise<unknown> = nextTurn,
): Promise<Latencies> {
  const count = Math.max(1, Math.floor(rate * seconds));
  const takenMs = new Float64Array(count);
  const all = Promise.withResolvers<undefined>();
  let left = count;
  // Nothing is kept of a request but its time: what piles up would be the collector's pauses in the figures.
  const timed = async (at: number, dueMs: number): Promise<void> => {
    await ask(at);
    takenMs[at] = performance.now() - dueMs;
    if (--left === 0) all.resolve(undefined);
  };
  const startMs = performance.now();
  for (let at = 0; at < count;) {
    const due = Math.min(count, Math.floor(((performance.now() - startMs) * rate) / 1_000) + 1);
    for (; at < due; at++) timed(at, startMs + (at * 1_000) / rate).catch(all.reject);
    await pause();
  }
  await all.promise;
  takenMs.sort();
  return { p50Ms: quantile(takenMs, 0.5), p99Ms: quantile(takenMs, 0.99) };
}
