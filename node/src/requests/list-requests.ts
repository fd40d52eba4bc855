import type { ListAccessRequestsQuery } from "@idos/protocol";
import { authorize } from "../access/authorize.ts";
import { requireOwnUser } from "../access/own-user.ts";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import { requireAllowed } from "../access/refuse.ts";
import type { Page } from "../storage/records.ts";
import type { StoredRequest } from "../storage/requests.ts";

/** The requests to the caller's user, or those by the caller's account. */
export async function listRequests(
  { store, nowSeconds }: Parts,
  principal: Principal,
  { as, state, ...page }: ListAccessRequestsQuery,
): Promise<Page<StoredRequest>> {
  const filter = { state, nowSeconds: nowSeconds() };
  if (as === "owner") return store.requests.requestsTo(requireOwnUser(principal, "read"), filter, page);
  requireAllowed(authorize(principal, "read", { kind: "own-requests" }, null, filter.nowSeconds));
  const { account: requester, contractChainId: chainId } = principal;
  return store.requests.requestsBy({ requester, chainId }, filter, page);
}
