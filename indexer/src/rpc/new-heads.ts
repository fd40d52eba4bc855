import { setTimeout as sleep } from "node:timers/promises";

/** Blocks that come faster are looked at together; a server that keeps announcing costs no more. */
const LOOK_INTERVAL_MS_MIN = 25;

/** Tells one waiter that a new head may be there. */
export interface NewHeads {
  /** There is news. */
  announce(): void;
  /** What was announced is about to be asked for. */
  taken(): void;
  /**
   * Resolves at news since it was last taken, though not right after that; at the latest after the poll interval.
   * Rejects on abort.
   */
  next(signal: AbortSignal): Promise<void>;
}

export function createNewHeads(pollIntervalMs: number): NewHeads {
  let announced = Promise.withResolvers<undefined>();
  let takenAtMs = -Infinity;
  return {
    announce: () => announced.resolve(undefined),
    taken() {
      announced = Promise.withResolvers();
      takenAtMs = performance.now();
    },
    async next(signal) {
      signal.throwIfAborted();
      const { promise: poll, resolve, reject } = Promise.withResolvers<undefined>();
      const timer = setTimeout(resolve, pollIntervalMs, undefined);
      const onAbort = (): void => reject(signal.reason);
      signal.addEventListener("abort", onAbort, { once: true });
      try {
        await Promise.race([announced.promise, poll]);
        const restMs = LOOK_INTERVAL_MS_MIN - (performance.now() - takenAtMs);
        if (restMs > 0) await Promise.race([sleep(restMs), poll]);
      } finally {
        clearTimeout(timer);
        signal.removeEventListener("abort", onAbort);
      }
    },
  };
}
