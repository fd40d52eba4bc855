import type { Address, Bytes32 } from "@idos/protocol";

/** Which public grant of an owner's. */
export interface GrantKey {
  readonly grantee: Address;
  readonly shareId: Bytes32;
}

interface Expiring {
  /** Unix seconds; NEVER_EXPIRES for no expiry. In a batch that is signed, 0 ends the grant. */
  readonly expiresAt: bigint;
}

/** A public grant, as the contract is told of it. */
export interface GrantTerms extends GrantKey, Expiring {}

/** A sealed grant, of which the chain sees no more than this. */
export interface SealedGrantTerms extends Expiring {
  /** See `sealedGrantHandle`. */
  readonly handle: Bytes32;
}
