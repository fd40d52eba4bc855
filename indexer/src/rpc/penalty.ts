import { backoffMs } from "./retry.ts";

const FIRST_MS = 1_000;
const MAX_MS = 15_000;

/** For how long an endpoint that failed is left alone while there are others. */
export interface Penalty {
  /** At this time of performance.now(). */
  endsAtMs(): number;
  /** Each within twice the last one is twice as long. */
  impose(atLeastMs?: number): void;
  /** Ends it now; the next one is as long as it would have been. */
  lift(): void;
}

export function createPenalty(): Penalty {
  let strikes = 0;
  let endsAtMs = -Infinity;
  let forgottenAtMs = -Infinity;
  return {
    endsAtMs: () => endsAtMs,
    impose(atLeastMs = 0) {
      const nowMs = performance.now();
      if (nowMs > forgottenAtMs) strikes = 0;
      const ms = Math.max(atLeastMs, backoffMs(strikes, FIRST_MS, MAX_MS));
      strikes++;
      endsAtMs = Math.max(endsAtMs, nowMs + ms);
      forgottenAtMs = endsAtMs + ms;
    },
    lift() {
      endsAtMs = -Infinity;
    },
  };
}
