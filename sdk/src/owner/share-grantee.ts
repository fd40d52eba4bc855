import { type Address, fromBase64url, sealedGrantHandle } from "@idos/protocol";
import type { UserKeys } from "../crypto/key-pair.ts";
import { openSealedGrantee, type SealedGrantee } from "../crypto/sealed-grantee.ts";
import { nodeLied } from "../errors/node-lied.ts";
import type { KeyRing } from "../keys/key-ring.ts";
import type { SealedShare, ShareTerms, SignedShare } from "../verify/share-terms.ts";

/** A share as its owner knows it: for whom a sealed one is, only while her keys are unlocked. Throws NODE_LIED. */
export async function ownTerms(signed: SignedShare, keys: KeyRing): Promise<ShareTerms> {
  if (signed.visibility === "public") return signed;
  const { forOwner, ...facts } = signed;
  if (!keys.isUnlocked()) return { ...facts, grantee: null, salt: null };
  return { ...facts, ...(await openGrantee({ ...facts, forOwner }, keys.current())) };
}

/** For whom a share of the keys' user is. Throws NODE_LIED. */
export async function granteeOf(signed: SignedShare, keys: UserKeys): Promise<Address> {
  return signed.visibility === "public" ? signed.grantee : (await openGrantee(signed, keys)).grantee;
}

/** What the box says counts only if the grant's handle is the hash of it. */
async function openGrantee({ share, handle, forOwner }: SealedShare, keys: UserKeys): Promise<SealedGrantee> {
  const opened = await openSealedGrantee(fromBase64url(forOwner), keys);
  if (opened !== undefined && sealedGrantHandle(opened.grantee, share, opened.salt) === handle) return opened;
  throw nodeLied("share-seal", "A sealed share does not say for whom it is", { share });
}
