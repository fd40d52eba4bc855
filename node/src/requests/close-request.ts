import { type Bytes32, ProblemError } from "@idos/protocol";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import { refusal } from "../access/refuse.ts";
import type { RequestClosing, StoredRequest } from "../storage/requests.ts";
import { findRequest } from "./find-request.ts";
import { invalid } from "./invalid.ts";
import { stateOf, transition } from "./request-state.ts";

/** The owner says no. Sent again, it succeeds again; so do the two below. */
export async function denyRequest(parts: Parts, principal: Principal, id: Bytes32): Promise<void> {
  await close(parts, await findRequest(parts, principal, "share", id), { state: "denied", share: null });
}

/** The requester takes the request back. */
export async function cancelRequest(parts: Parts, principal: Principal, id: Bytes32): Promise<void> {
  await close(parts, await findRequest(parts, principal, "write", id), { state: "cancelled", share: null });
}

/** The owner names the share that answers the request. It gives no access: the grant on chain does. */
export async function grantRequest(
  parts: Parts,
  principal: Principal,
  id: Bytes32,
  share: Bytes32,
): Promise<void> {
  const request = await findRequest(parts, principal, "share", id);
  await requireAnswer(parts, request, share);
  await close(parts, request, { state: "granted", share });
}

/** Whether the share is the owner's own, on the asked chain and to the requester's account. */
async function requireAnswer({ store }: Parts, request: StoredRequest, id: Bytes32): Promise<void> {
  const share = await store.shares.share(id);
  if (share?.ownerId !== request.ownerId) throw refusal("SHARE_NOT_FOUND");
  // For whom a sealed share is, a node is not to know at rest (decision 0017): naming it here would say so.
  if (share.grantee !== request.requester) throw invalid("The share is not a public one to the requester.");
  if (share.chainId !== request.chainId)
    throw invalid("The share's grant is on another chain than the one that was asked for.", {
      chainId: request.chainId,
    });
}

async function close(
  { store, nowSeconds }: Parts,
  request: StoredRequest,
  wanted: Omit<RequestClosing, "atSeconds">,
): Promise<void> {
  const closing = { ...wanted, atSeconds: nowSeconds() };
  if (isAlready(request, closing)) return;
  if ((await store.requests.closeRequest(request, closing)) === "closed") return;
  const now = await store.requests.request(request.request);
  if (now === undefined) throw refusal("REQUEST_NOT_FOUND");
  // Somebody was faster: with the same answer, or with another.
  if (!isAlready(now, closing)) throw closed(now, closing);
}

/** Whether the request was closed just so before; throws when it was closed in another way. */
function isAlready(request: StoredRequest, closing: RequestClosing): boolean {
  switch (transition(stateOf(request, closing.atSeconds), closing.state)) {
    case "change":
      return false;
    case "already":
      if (request.closing?.share === closing.share) return true;
      throw closed(request, closing);
    case "refuse":
      throw closed(request, closing);
  }
}

function closed(request: StoredRequest, { atSeconds }: RequestClosing): ProblemError {
  const state = stateOf(request, atSeconds);
  return new ProblemError("REQUEST_CLOSED", "It is granted, denied or cancelled once.", { state });
}
