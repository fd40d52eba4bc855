import {
  type Address,
  type Bytes32,
  grantHandle,
  parseAddress,
  parseBytes32,
  sealedGrantHandle,
} from "@idos/protocol";

/** Whom a handle stands for. */
export interface KnownHandle {
  readonly handle: Bytes32;
  readonly grantee: Address;
  readonly shareId: Bytes32;
}

const address = (digits: string): Address => parseAddress(`0x${digits.repeat(20)}`);
const bytes32 = (digits: string): Bytes32 => parseBytes32(`0x${digits.repeat(32)}`);

export const CHAIN_ID = 71_717;
export const CONTRACT: Address = address("c0");
export const OTHER_CONTRACT: Address = address("c1");
export const OWNERS: readonly Address[] = ["a1", "a2", "a3"].map(address);
export const GRANTEES: readonly Address[] = ["b1", "b2", "a1"].map(address);
export const SHARES: readonly Bytes32[] = ["51", "52"].map(bytes32);

export const PUBLIC_HANDLES: readonly KnownHandle[] = GRANTEES.flatMap((grantee) =>
  SHARES.map((shareId) => ({ handle: grantHandle(grantee, shareId), grantee, shareId })),
);
/** Of shares under a salt: nobody can tell from the handle whom it stands for. */
export const SEALED_HANDLES: readonly KnownHandle[] = GRANTEES.flatMap((grantee) =>
  SHARES.slice(0, 1).map((shareId) => ({
    ...{ handle: sealedGrantHandle(grantee, shareId, bytes32("5a")), grantee, shareId },
  })),
);
export const HANDLES: readonly KnownHandle[] = [...PUBLIC_HANDLES, ...SEALED_HANDLES];

/** Everything that a history is about. */
export const PLACES: readonly { readonly owner: Address; readonly handle: Bytes32 }[] = OWNERS.flatMap(
  (owner) => HANDLES.map(({ handle }) => ({ owner, handle })),
);
