import type {
  AccountHistory,
  Bytes32,
  Delegation,
  DidKey,
  KeyBackup,
  OwnerHead,
  SignedKeyBinding,
} from "@idos/protocol";
import type { WriteGrantUse } from "./own-data.ts";
import type { StoredRecord } from "./records.ts";
import type { StoredShare } from "./shares.ts";
import type { StoredUser } from "./users.ts";

/** An owner's head as its owner signed it. */
export interface StoredHead {
  readonly head: OwnerHead;
  readonly headJws: string;
  /** Of the JWS. */
  readonly hash: Bytes32;
  readonly delegation: Delegation;
  /** The text that the head's `manifest` is the hash of. */
  readonly manifest: string;
}

export interface FeedHead extends Omit<StoredHead, "manifest"> {
  readonly seq: number;
}

/** An owner's entry with what stands beside it. */
export interface UserWithKeys {
  readonly user: StoredUser;
  readonly keyBackups: readonly KeyBackup[];
  readonly writeGrantUses: readonly WriteGrantUse[];
}

/** Everything of an owner's that other nodes are to have, as it is at one moment. */
export interface OwnerSnapshot extends UserWithKeys {
  /** By id, deleted ones included. */
  readonly records: readonly StoredRecord[];
  /** By id. */
  readonly shares: readonly StoredShare[];
  readonly deletedShares: readonly Bytes32[];
}

/** How far this node has read a peer's feed. */
export interface PeerCursor {
  readonly after: number;
  /** When the feed was last read from its beginning to its end. */
  readonly sweptAtSeconds: number;
}

export interface ReplicaReader {
  head(owner: Bytes32): Promise<StoredHead | undefined>;
  /** By rising number. */
  headsAfter(seq: number, limit: number): Promise<readonly FeedHead[]>;
  /** The newest number of the feed; 0 where it is empty. */
  lastSeq(): Promise<number>;
  ownerSnapshot(owner: Bytes32): Promise<OwnerSnapshot | undefined>;
  peerCursor(peer: DidKey): Promise<PeerCursor>;
}

export interface ReplicatedUser {
  readonly userId: Bytes32;
  readonly accounts: AccountHistory;
  /** From the first one to the one in force. */
  readonly keyBindings: readonly SignedKeyBinding[];
  readonly createdBy: StoredUser["createdBy"];
  readonly createdAtSeconds: number;
  readonly keyBackups: readonly KeyBackup[];
  readonly writeGrantUses: readonly WriteGrantUse[];
}

/** `unfit`: of accounts or of key bindings, neither history continues the other. */
export type ReplaceUserOutcome = "stored" | "account-taken" | "erased" | "unfit";
/** `kept`: what is here is as new, newer or deleted. */
export type ReplaceRecordOutcome = "stored" | "kept" | "taken" | "envelope-not-staged";
export type ReplaceShareOutcome = "stored" | "kept" | "taken" | "record-unfit";

/**
 * What comes from other nodes, after its signatures were checked. Every write is one transaction; when it resolves, the
 * change survives a crash of node and database.
 */
export interface ReplicaWriter {
  /** `conflict` where another head than `replaced` is in force. */
  putHead(head: StoredHead, replaced: Bytes32 | null): Promise<"stored" | "conflict">;
  replaceUser(user: ReplicatedUser): Promise<ReplaceUserOutcome>;
  /** Takes the envelope that was staged by the header's author. */
  replaceRecord(record: StoredRecord): Promise<ReplaceRecordOutcome>;
  replaceShare(share: StoredShare): Promise<ReplaceShareOutcome>;
  /** Deletes the share, or spends its id where it never was. */
  spendShare(share: Bytes32, owner: Bytes32): Promise<ReplaceShareOutcome>;
  movePeerCursor(peer: DidKey, cursor: PeerCursor): Promise<void>;
}
