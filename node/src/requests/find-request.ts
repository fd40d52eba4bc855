import type { Bytes32 } from "@idos/protocol";
import { type Action, authorize } from "../access/authorize.ts";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import { refusal, requireAllowed } from "../access/refuse.ts";
import type { StoredRequest } from "../storage/requests.ts";

/** A request with which the caller may do `action`. Throws the refusal otherwise. */
export async function findRequest(
  { store, nowSeconds }: Parts,
  principal: Principal,
  action: Action,
  id: Bytes32,
): Promise<StoredRequest> {
  const request = await store.requests.request(id);
  const resource = { kind: "request", request: request ?? null } as const;
  requireAllowed(authorize(principal, action, resource, null, nowSeconds()));
  if (request === undefined) throw refusal("REQUEST_NOT_FOUND");
  return request;
}
