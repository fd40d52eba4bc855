import { backoffMs } from "./retry.ts";

const FIRST_MS = 1_000;
const MAX_MS = 15_000;

/** For how long an endpoint that failed is left alone while there are others. Times are of performance.now(). */
export interface Penalty {
  endsAtMs(): number;
  /** The endpoint itself asked for so long not to be asked. */
  quietUntilMs(): number;
  /** Twice as long as the last one where that ended lately; what fails meanwhile, failed with it. */
  impose(quietMs?: number): void;
  /** Ends it now; the next one is as long as it would have been. */
  lift(): void;
}

export function createPenalty(): Penalty {
  let strikes = 0;
  let endsAtMs = -Infinity;
  let quietUntilMs = -Infinity;
  let forgottenAtMs = -Infinity;
  return {
    endsAtMs: () => endsAtMs,
    quietUntilMs: () => quietUntilMs,
    impose(quietMs = 0) {
      const nowMs = performance.now();
      quietUntilMs = Math.max(quietUntilMs, nowMs + quietMs);
      if (nowMs >= endsAtMs) {
        if (nowMs > forgottenAtMs) strikes = 0;
        const ms = backoffMs(strikes++, FIRST_MS, MAX_MS);
        endsAtMs = nowMs + ms;
        forgottenAtMs = endsAtMs + ms;
      }
      endsAtMs = Math.max(endsAtMs, quietUntilMs);
    },
    lift() {
      endsAtMs = -Infinity;
    },
  };
}
