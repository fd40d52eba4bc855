import { type Address, type Bytes32, fromBase64url, sealedGrantHandle } from "@idos/protocol";
import type { UserKeys } from "../crypto/key-pair.ts";
import { openSealedGrantee, sealedShareSalt } from "../crypto/sealed-grantee.ts";
import type { KeyRing } from "../keys/key-ring.ts";
import type { SealedShare, ShareTerms, SignedShare } from "../verify/share-terms.ts";

/** A share as its owner knows it: for whom a sealed one is, only while her keys are unlocked. */
export async function ownTerms(signed: SignedShare, keys: KeyRing): Promise<ShareTerms> {
  if (signed.visibility === "public") return signed;
  const { forOwner, ...facts } = signed;
  const unknown = { ...facts, grantee: null, salt: null };
  if (!keys.isUnlocked()) return { ...unknown, granteeUnknown: "keys-locked" };
  const opened = await openGrantee({ ...facts, forOwner }, keys.current());
  if (opened === undefined) return { ...unknown, granteeUnknown: "unreadable" };
  const { grantee, salt } = opened;
  return { ...facts, grantee, salt };
}

export interface OpenedGrantee {
  readonly grantee: Address;
  readonly granteeKey: Bytes32;
  readonly salt: Bytes32;
}

/**
 * For whom a sealed share of the keys' user is. What the box says counts only if the grant's handle is the hash of it;
 * undefined where it is not, or the box is not for these keys. No node can check that, so it says nothing about the node:
 * whoever has a session of the owner's can leave such a share there.
 */
export async function openGrantee(
  { share, handle, forOwner }: SealedShare,
  keys: UserKeys,
): Promise<OpenedGrantee | undefined> {
  const opened = await openSealedGrantee(fromBase64url(forOwner), keys);
  if (opened === undefined) return undefined;
  const salt = await sealedShareSalt(opened);
  const { grantee, granteeKey } = opened;
  return sealedGrantHandle(grantee, share, salt) === handle ? { grantee, granteeKey, salt } : undefined;
}
