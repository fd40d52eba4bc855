import type { HistoricGrant } from "@idos/sdk";

export const GRANT_STATES = ["pending", "active", "expiring", "expired", "revoked"] as const;
export type GrantState = (typeof GRANT_STATES)[number];

/** What a grant's state is judged by. */
export interface Moment {
  /** Unix seconds. */
  readonly nowSeconds: number;
  /** Grants up to this block count. */
  readonly confirmedBlock: number;
}

/** A grant that ends within this time is said to be expiring. */
const EXPIRING_SECONDS = 7 * 86_400;

/** The contract's rule: over at equality. Undefined: a share whose grant is not on the chain (yet). */
export function grantState(grant: HistoricGrant | undefined, moment: Moment): GrantState {
  if (grant === undefined) return "pending";
  if (grant.ended !== null) return "revoked";
  const leftSeconds = grant.expiresAt - BigInt(moment.nowSeconds);
  if (leftSeconds <= 0n) return "expired";
  if (grant.granted.blockNumber > moment.confirmedBlock) return "pending";
  return leftSeconds <= BigInt(EXPIRING_SECONDS) ? "expiring" : "active";
}
