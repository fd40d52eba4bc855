import type { GrantMessage } from "@idos/protocol";

/** What the contract holds under an owner's handle. */
export interface StoredGrant {
  /** Unix seconds; NEVER_EXPIRES for no expiry, 0 for not granted. */
  readonly expiresAt: bigint;
  /** The owner's epoch in which the handle was last granted or ended. */
  readonly epoch: bigint;
  readonly nonce: bigint;
}

/** A handle as the contract has it, with what decides whether it counts. */
export interface Standing extends StoredGrant {
  readonly ownerEpoch: bigint;
  /** Unix seconds. */
  readonly blockTime: bigint;
}

/** What of a signed message decides whether it has been carried out. */
type SignedTerms = Pick<GrantMessage, "expiresAt" | "epoch" | "nonce">;

/** The contract's rule: over at equality with the block's time, and ended where it is of an earlier epoch. */
export function isInForce({ expiresAt, epoch, ownerEpoch, blockTime }: Standing): boolean {
  return epoch === ownerEpoch && expiresAt > blockTime;
}

/** Whether the very grant that was signed is in force: an older one of the same handle may have other terms. */
export function holdsGrant(standing: Standing, { expiresAt, epoch, nonce }: SignedTerms): boolean {
  const isIt = standing.expiresAt === expiresAt && standing.epoch === epoch && standing.nonce > nonce;
  return isIt && isInForce(standing);
}

/** Whether the grant that an owner signed the end of has ended, and no later one was made. */
export function holdsEnd(standing: Standing, { epoch, nonce }: Omit<SignedTerms, "expiresAt">): boolean {
  const nothingStands = standing.expiresAt === 0n || standing.epoch !== standing.ownerEpoch;
  return nothingStands && (standing.nonce > nonce || standing.ownerEpoch > epoch);
}

/** A change of a signed batch: a grant, or an end where its expiry is 0. */
export function holdsChange(standing: Standing, terms: SignedTerms): boolean {
  return terms.expiresAt === 0n ? holdsEnd(standing, terms) : holdsGrant(standing, terms);
}
