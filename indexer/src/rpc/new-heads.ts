/** Tells one waiter that a new head may be there. */
export interface NewHeads {
  /** There is news. */
  announce(): void;
  /** What was announced is about to be asked for. */
  taken(): void;
  /** Resolves at news since it was last taken, at the latest after the poll interval; rejects on abort. */
  next(signal: AbortSignal): Promise<void>;
}

export function createNewHeads(pollIntervalMs: number): NewHeads {
  let announced = Promise.withResolvers<undefined>();
  return {
    announce: () => announced.resolve(undefined),
    taken() {
      announced = Promise.withResolvers();
    },
    async next(signal) {
      signal.throwIfAborted();
      const { promise: poll, resolve, reject } = Promise.withResolvers<undefined>();
      const timer = setTimeout(resolve, pollIntervalMs, undefined);
      const onAbort = (): void => reject(signal.reason);
      signal.addEventListener("abort", onAbort, { once: true });
      try {
        await Promise.race([announced.promise, poll]);
      } finally {
        clearTimeout(timer);
        signal.removeEventListener("abort", onAbort);
      }
    },
  };
}
