import type { Address, Bytes32, Delegation } from "@idos/protocol";
import type { Page, PageRequest, StoredRecord } from "./records.ts";

export interface StoredShare {
  readonly share: Bytes32;
  readonly ownerId: Bytes32;
  /** The chain that its grant is on. */
  readonly chainId: number;
  readonly ownerAccount: Address;
  /** Null for a sealed share: the node does not know for whom it is. */
  readonly grantee: Address | null;
  /** Of the grant that makes it readable, under the owner account. */
  readonly handle: Bytes32;
  readonly purpose: string;
  readonly createdAtSeconds: number;
  /** The owner's signed statement of all this, and what makes its signature hers. */
  readonly document: string;
  readonly delegation: Delegation;
  readonly records: readonly SharedKey[];
}

export interface OwnedShare extends StoredShare {
  /** By its grantee, as the receipts say; null where he has not read it. */
  readonly lastReadAtSeconds: number | null;
}

export interface SharedKey {
  readonly record: Bytes32;
  /** Version whose content key is wrapped. */
  readonly version: number;
  /** Null when the record was deleted or rewritten without this share. */
  readonly wrappedKey: Uint8Array | null;
}

export interface ShareWithRecords {
  readonly share: StoredShare;
  /** The current versions of its records, deleted ones included, in the share's order. */
  readonly records: readonly StoredRecord[];
  /** The accounts of the share's owner. */
  readonly linkedAccounts: readonly Address[];
}

/** A share by what its grant is known by. */
export interface TouchedShare extends Pick<StoredShare, "share" | "ownerId" | "ownerAccount" | "handle"> {
  readonly deleted: boolean;
}

export interface ShareReader {
  share(share: Bytes32): Promise<StoredShare | undefined>;
  sharesOwnedBy(
    whose: Pick<StoredShare, "ownerId" | "chainId">,
    page: PageRequest,
  ): Promise<Page<OwnedShare>>;
  /** Those that name the grantee; sealed ones name none. */
  sharesTo(
    whose: { readonly grantee: Address; readonly chainId: number },
    page: PageRequest,
  ): Promise<Page<StoredShare>>;
  /** Those of the grants named by handle, and of all grants of these accounts: the user's own, and those to the grantee, deleted ones included. */
  touchedShares(
    whose: { readonly ownerId: Bytes32 | null; readonly grantee: Address | null; readonly chainId: number },
    touched: { readonly handles: readonly Bytes32[]; readonly ownerAccounts: readonly Address[] },
  ): Promise<readonly TouchedShare[]>;
  /** All that a read is decided by and shows, as it is at one moment. */
  shareWithRecords(share: Bytes32): Promise<ShareWithRecords | undefined>;
}

export type PutShareOutcome =
  | { readonly kind: "stored" }
  /** Another user's share has this id. */
  | { readonly kind: "taken" }
  /** A record is unknown, deleted, another user's, or not at the named version. */
  | { readonly kind: "record-unfit"; readonly record: Bytes32 };

/** Every write is one transaction; when it resolves, the change survives a crash of node and database. */
export interface ShareWriter {
  /**
   * Creates or replaces whole. Chain, owner account and handle of an existing share never change, and the id of a deleted
   * one is never used again: else `taken`.
   */
  putShare(share: StoredShare): Promise<PutShareOutcome>;
  /** Destroys its wrapped keys with it. */
  deleteShare(share: Bytes32, ownerId: Bytes32): Promise<"deleted" | "not-found">;
}
