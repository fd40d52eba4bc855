import type { HistoricGrant } from "@idos/sdk";
import { type GrantState, grantState } from "../access/grant-state.ts";

export interface PublicGrant {
  readonly grant: HistoricGrant;
  readonly state: GrantState;
}

/** What everybody can see of an account's grants, the latest first. What is on the chain counts here. */
export function publicGrants(grants: readonly HistoricGrant[], nowSeconds: number): PublicGrant[] {
  const moment = { nowSeconds, confirmedBlock: Number.POSITIVE_INFINITY };
  return grants.map((grant) => ({ grant, state: grantState(grant, moment) })).toReversed();
}
