/**
 * What is counted apart: sign-ins and open answers by client address, what a session does by its account, and proofs
 * that did not hold by client address.
 */
export const RATE_CLASSES = ["sign-in", "read", "write", "upload", "refused-proof"] as const;
export type RateClass = (typeof RATE_CLASSES)[number];

/** Requests a minute. */
export type RateSettings = Readonly<Record<RateClass, number>>;

export const RATE_WINDOW_SECONDS = 60;

/** One request of somebody's, counted. */
export interface Turn {
  readonly allowed: boolean;
  /** How many of the window's requests are left. */
  readonly remaining: number;
  /** Until the window ends. */
  readonly resetSeconds: number;
  readonly limit: number;
}

/** Counts requests over all processes of a node. Never fails: without its store, each process counts for itself. */
export interface RateLimits {
  take(rateClass: RateClass, who: string): Promise<Turn>;
}
