import {
  type AccountHistory,
  type DidKey,
  OWNER_HEAD,
  ownerHeadHash,
  type SignedOwnerHead,
  spokeFor,
  verifyStatement,
} from "@idos/protocol";
import type { AccountSignatures } from "../../access/account-signatures.ts";
import type { StoredHead } from "../../storage/replicas.ts";
import { requireDelegated } from "./delegated.ts";
import { ReplicaRefused } from "./replica-fault.ts";
import { chainOf } from "./verify-user.ts";

/** A head that a session key signed. Whose key that is, `requireOwners` says. */
export interface OfferedHead {
  readonly signed: Omit<StoredHead, "manifest">;
  readonly sessionKey: DidKey;
}

/** Throws `unsigned`. */
export async function openHead({ head: headJws, delegation }: SignedOwnerHead): Promise<OfferedHead> {
  const verified = await verifyStatement(OWNER_HEAD, headJws);
  if (verified === undefined) throw new ReplicaRefused("unsigned", "a head is not signed");
  const { claims: head, sessionKey } = verified;
  return { signed: { head, headJws, hash: ownerHeadHash(headJws), delegation }, sessionKey };
}

/** That an account of the owner's signed the head while it was hers. Throws `unsigned`. */
export async function requireOwners(
  signatures: AccountSignatures,
  { signed: { head, delegation }, sessionKey }: OfferedHead,
  history: AccountHistory,
): Promise<void> {
  const { author, iat: atSeconds } = head;
  if (!spokeFor(history, author, atSeconds))
    throw new ReplicaRefused("unsigned", "a head is not by an account of its owner");
  const claim = { sessionKey, author, scope: "write", atSeconds } as const;
  await requireDelegated(signatures, delegation, claim, chainOf(history, author));
}
