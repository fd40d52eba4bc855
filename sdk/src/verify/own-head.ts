import {
  checkDelegation,
  OWNER_HEAD,
  type OwnerHead,
  ownerHeadHash,
  type Bytes32,
  type SignedOwnerHead,
  spokeFor,
  verifyStatement,
} from "@idos/protocol";
import { nodeLied } from "../errors/node-lied.ts";
import type { FreshnessMemory } from "./freshness-memory.ts";
import type { VerifiedUser } from "./public-user.ts";

export interface VerifiedHead {
  readonly head: OwnerHead;
  /** What the next head names as the one that it replaces. */
  readonly hash: Bytes32;
}

/** Checks that the user signed the head, and that no later one was seen. Throws NODE_LIED. */
export async function verifyOwnHead(
  { head: jws, delegation }: SignedOwnerHead,
  { userId, history }: VerifiedUser,
  memory: FreshnessMemory,
): Promise<VerifiedHead> {
  const verified = await verifyStatement(OWNER_HEAD, jws);
  if (verified === undefined) throw nodeLied("head", "The head is not signed", {});
  const { claims: head, sessionKey } = verified;
  const { owner, author, iat: atSeconds } = head;
  const claim = { sessionKey, author, scope: "write", atSeconds } as const;
  const isHers = owner === userId && spokeFor(history, author, atSeconds);
  if (!isHers || "fault" in checkDelegation(delegation, claim))
    throw nodeLied("head", "The head is not the user's own", { owner, author });
  const hash = ownerHeadHash(jws);
  memory.sawOwnerHead(head, hash);
  return { head, hash };
}
