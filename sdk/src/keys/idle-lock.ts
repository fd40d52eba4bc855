/** Whether keys that were last used then are to be locked now. A clock that was set back locks as well. */
export function isIdle(usedAtMs: number, nowMs: number, idleMsMax: number): boolean {
  return nowMs - usedAtMs >= idleMsMax || nowMs < usedAtMs;
}

export const IDLE_MS_MAX = 15 * 60 * 1000;

/** Runs `lock` once nothing has used the keys for so long. */
export interface IdleLock {
  /** The keys are used now. */
  use(): void;
  /** By the clock, whatever became of the timer while the device slept. */
  isDue(): boolean;
  stop(): void;
}

export function createIdleLock(clock: () => number, idleMsMax: number, lock: () => void): IdleLock {
  let usedAtMs = clock();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isDue = (): boolean => isIdle(usedAtMs, clock(), idleMsMax);
  const start = (waitMs: number): void => {
    timer = setTimeout(() => {
      if (isDue()) lock();
      else start(Math.max(usedAtMs + idleMsMax - clock(), 1));
    }, waitMs);
    // A process of Node.js that has nothing else to do ends.
    if (typeof timer === "object") timer.unref();
  };
  start(idleMsMax);
  return {
    isDue,
    use: () => {
      usedAtMs = clock();
    },
    stop: () => {
      clearTimeout(timer);
    },
  };
}
