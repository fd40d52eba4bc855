import { LIMITS, ProblemError } from "@idos/protocol";
import { authorize } from "../access/authorize.ts";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import { requireAllowed } from "../access/refuse.ts";
import type { StoredRequest } from "../storage/requests.ts";
import { findUser, userNotFound } from "../users/find-user.ts";
import { checkDocument } from "./check-document.ts";
import { invalid } from "./invalid.ts";

/** Asks an owner for access. Whoever is signed in may. Sent again, it succeeds again. */
export async function createRequest(
  parts: Parts,
  principal: Principal,
  document: string,
): Promise<StoredRequest> {
  requireAllowed(authorize(principal, "write", { kind: "own-requests" }, null, parts.nowSeconds()));
  const claims = await checkDocument(parts, principal, document);
  const owner = await findUser(parts, claims.ownerAccount);
  if (owner.userId === principal.userId) throw invalid("The owner and the requester are the same user.");
  const request: StoredRequest = {
    ...{ request: claims.request, ownerId: owner.userId, requester: principal.account },
    ...{ chainId: claims.chainId, expiresAtSeconds: claims.expiresAt },
    ...{ document, delegation: principal.delegation },
    ...{ createdAtSeconds: parts.nowSeconds(), closing: null },
  };
  switch (await parts.store.requests.createRequest(request)) {
    case "created":
      return request;
    case "taken":
      return requireSame(parts, request);
    case "owner-gone":
      throw userNotFound(claims.ownerAccount);
    case "requester-limit":
      throw new ProblemError("LIMIT_REACHED", "As many requests to this owner are pending as one may have.", {
        pendingMax: LIMITS.pendingRequestsPerRequesterMax,
      });
    case "owner-limit":
      throw new ProblemError("LIMIT_REACHED", "As many requests to this owner are pending as a node keeps.");
  }
}

/** The stored request, if it is this very one, as after an answer that was lost. */
async function requireSame({ store }: Parts, request: StoredRequest): Promise<StoredRequest> {
  const stored = await store.requests.request(request.request);
  if (stored?.document === request.document) return stored;
  throw new ProblemError("REQUEST_TAKEN", "Draw a new id.", { request: request.request });
}
