import {
  ACCESS_REQUEST,
  type AccessRequest,
  type AccessRequestDocument,
  checkDelegation,
  type RequestState,
  type Address,
  type Bytes32,
  verifyStatement,
} from "@idos/protocol";
import { nodeLied } from "../errors/node-lied.ts";

/** A request for access as its requester signed it. */
export interface RequestFacts {
  readonly id: Bytes32;
  readonly ownerAccount: Address;
  readonly requester: Address;
  readonly chainId: number;
  /** Until when access is asked for, in Unix seconds; null for access without an end. */
  readonly accessUntil: number | null;
  /** When the request lapses, in Unix seconds. */
  readonly expiresAt: number;
  /** When the requester signed it, in Unix seconds. */
  readonly askedAt: number;
  /** By the node's word, as is the rest. */
  readonly state: RequestState;
  /** The share that answers it; null unless granted. */
  readonly shareId: Bytes32 | null;
}

/**
 * Checks that the requester's own session signed the request, so that a node can neither invent one in his name nor
 * change what it asks for. Throws NODE_LIED.
 */
export async function verifyRequest(
  answered: AccessRequest,
): Promise<{ readonly facts: RequestFacts; readonly document: AccessRequestDocument }> {
  const verified = await verifyStatement(ACCESS_REQUEST, answered.document);
  if (verified === undefined) throw nodeLied("request-document", "A request's document is not signed");
  const { claims: document, sessionKey } = verified;
  const { request: id, requester, iat } = document;
  const claim = { sessionKey, author: requester, scope: "write", atSeconds: iat } as const;
  if ("fault" in checkDelegation(answered.delegation, claim))
    throw nodeLied("request-document", "A request is not signed by its requester", {
      request: id,
      requester,
    });
  const { ownerAccount, chainId, accessUntil, expiresAt } = document;
  const { state, share: shareId } = answered;
  const terms = { chainId, accessUntil, expiresAt, askedAt: iat };
  return { facts: { id, ownerAccount, requester, ...terms, state, shareId }, document };
}
