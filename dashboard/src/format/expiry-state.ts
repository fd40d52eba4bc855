import { DAY_SECONDS } from "./dates.ts";

export type ExpiryState = "valid" | "expiring" | "expired";

const EXPIRING_SECONDS = 14 * DAY_SECONDS;

/** Of Unix seconds; "expiring" in its last two weeks. */
export function expiryState(expiresAt: number, nowSeconds: number): ExpiryState {
  if (expiresAt <= nowSeconds) return "expired";
  return expiresAt - nowSeconds <= EXPIRING_SECONDS ? "expiring" : "valid";
}
