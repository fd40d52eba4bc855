import { grantHandle, sealedGrantHandle } from "@idos/indexer";
import type { Address, Bytes32, SealOpening } from "@idos/protocol";

/** The grant that a reader relies on. */
export interface PresentedGrant {
  /** The account that made it. */
  readonly owner: Address;
  readonly handle: Bytes32;
}

/**
 * The handle commits to the reader's own account, so nobody presents another's grant. Without an opening, the grant is
 * a public one by `ownerAccount`.
 */
export function presentedGrant(
  reader: Address,
  share: Bytes32,
  ownerAccount: Address,
  opening: SealOpening | undefined,
): PresentedGrant {
  if (opening === undefined) return { owner: ownerAccount, handle: grantHandle(reader, share) };
  return { owner: opening.owner, handle: sealedGrantHandle(reader, share, opening.salt) };
}
