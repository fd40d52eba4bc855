/** The clock of a run: it goes on by one whenever an indexer waits for the chain or for its index. */
export interface Ticks {
  tick(): void;
  /** Resolves after so many ticks, or after `atMostMs` when too few come. */
  pass(count: number, atMostMs: number): Promise<void>;
}

export function createTicks(): Ticks {
  let left = 0;
  let resolve: () => void = () => undefined;
  return {
    tick() {
      if (left > 0 && --left === 0) resolve();
    },
    async pass(count, atMostMs) {
      if (count === 0) return;
      const passed = Promise.withResolvers<undefined>();
      const timer = setTimeout(() => passed.resolve(undefined), atMostMs);
      left = count;
      resolve = () => passed.resolve(undefined);
      await passed.promise;
      clearTimeout(timer);
      left = 0;
    },
  };
}
