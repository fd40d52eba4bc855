/** Lets callers wait until the index is seen equal to a head that was asked for after they began to wait. */
export interface Arrivals {
  next(): Promise<void>;
  arrived(askedAtMs: number): void;
  abandon(reason: Error): void;
}

interface Waiter {
  readonly sinceMs: number;
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
}

export function createArrivals(): Arrivals {
  let waiters: Waiter[] = [];
  let abandoned: Error | undefined;
  return {
    next() {
      return new Promise((resolve, reject) => {
        if (abandoned === undefined) waiters.push({ sinceMs: performance.now(), resolve, reject });
        else reject(abandoned);
      });
    },
    arrived(askedAtMs) {
      const done = waiters.filter(({ sinceMs }) => sinceMs <= askedAtMs);
      waiters = waiters.filter(({ sinceMs }) => sinceMs > askedAtMs);
      for (const { resolve } of done) resolve();
    },
    abandon(reason) {
      abandoned = reason;
      for (const { reject } of waiters) reject(reason);
      waiters = [];
    },
  };
}
