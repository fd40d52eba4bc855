import {
  type Bytes32,
  type DidKey,
  ProblemError,
  type SignedUserErasure,
  typedDataDigest,
  userErasureTypedData,
} from "@idos/protocol";
import { principalOf } from "../access/authenticate.ts";
import type { Parts } from "../access/parts.ts";
import type { StoredUser } from "../storage/users.ts";
import { linkedSigner } from "./linked-accounts.ts";
import { ownEntry } from "./own-entry.ts";
import { isFresh } from "./require-fresh.ts";

/**
 * Erases the caller's user with everything she has here. It takes both a session of hers and her wallet. Sent again it
 * succeeds again, though no session of hers is left by then.
 */
export async function eraseUser(parts: Parts, sessionKey: DidKey, signed: SignedUserErasure): Promise<void> {
  if (await isDone(parts, signed)) return;
  const principal = await principalOf(parts, sessionKey);
  const user = await ownEntry(parts, principal, "delete");
  await requireMeant(parts, user, signed);
  const cached = await envelopesOf(parts, user);
  const outcome = await parts.store.erasures.eraseUser(signed, parts.nowSeconds());
  for (const hash of cached) parts.envelopes.forget(hash);
  if (outcome === "not-found" && !(await isDone(parts, signed)))
    throw new ProblemError("NO_USER", "The user was erased in the meantime.");
}

async function envelopesOf({ store }: Parts, { userId }: StoredUser): Promise<readonly Bytes32[]> {
  const hashes: Bytes32[] = [];
  for await (const id of store.ownData.recordIds(userId)) {
    const envelope = (await store.records.record(id))?.header.envelope;
    if (envelope !== null && envelope !== undefined) hashes.push(envelope);
  }
  return hashes;
}

/** Whether this very statement erased its user before. */
async function isDone({ store }: Parts, signed: SignedUserErasure): Promise<boolean> {
  const done = await store.erasures.erasure(signed.erasure.userId);
  return done?.signature === signed.signature && digestOf(done) === digestOf(signed);
}

const digestOf = ({ erasure }: SignedUserErasure): string => typedDataDigest(userErasureTypedData(erasure));

/** Whether the user's wallet means this user, this node and now. Throws ERASURE_INVALID. */
async function requireMeant(
  { node, signatures, nowSeconds }: Parts,
  user: StoredUser,
  { erasure, signature }: SignedUserErasure,
): Promise<void> {
  if (erasure.userId !== user.userId) throw invalid("It is for another user.");
  if (erasure.node !== node.origin) throw invalid("It is for another node.");
  const signer = linkedSigner(user, erasure.account);
  if (signer === undefined) throw invalid("The signing account is not linked.");
  if (!isFresh(erasure.issuedAt, nowSeconds())) throw invalid("It was not signed just now.");
  if (!(await signatures.signedTypedData(signer, userErasureTypedData(erasure), signature)))
    throw invalid("The signature is not by the account.");
}

function invalid(detail: string): ProblemError {
  return new ProblemError("ERASURE_INVALID", detail);
}
