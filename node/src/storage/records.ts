import type { Address, Bytes32, Delegation, RecordHeader } from "@idos/protocol";

/** The current version of a record. */
export interface StoredRecord {
  readonly header: RecordHeader;
  readonly headerJws: string;
  readonly delegation: Delegation;
  /** For the owner; null when deleted. */
  readonly wrappedKey: Uint8Array | null;
  readonly envelopeBytes: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Opaque; null on the last page. */
  readonly next: string | null;
}

export interface PageRequest {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export type RecordVersion = Pick<RecordHeader, "owner" | "record" | "version">;

/** An envelope that was uploaded whole. */
export interface StagedEnvelope {
  readonly firstChunk: Uint8Array;
  readonly byteCount: number;
}

export interface RecordReader {
  record(recordId: Bytes32): Promise<StoredRecord | undefined>;
  /** Not deleted, in a stable order. An undecodable cursor throws ProblemError MALFORMED_REQUEST. */
  recordsOf(owner: Bytes32, page: PageRequest): Promise<Page<StoredRecord>>;
  /**
   * Part number `position` of a version's envelope, from 0; undefined after the last one, and everywhere once another
   * version has replaced this one.
   */
  envelopeChunk(of: RecordVersion, position: number): Promise<Uint8Array | undefined>;
  stagedEnvelope(hash: Bytes32, uploader: Address): Promise<StagedEnvelope | undefined>;
}

export interface NewRecordVersion extends StoredRecord {
  readonly shareKeys: readonly { readonly share: Bytes32; readonly wrappedKey: Uint8Array }[];
}

export interface Upload {
  readonly hash: Bytes32;
  readonly uploader: Address;
  /** How many bytes are to come at most. */
  readonly bytesAhead: number;
  /** As `inChunks` makes them. They end when all bytes came and are those of the hash, and throw where they are not. */
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly nowSeconds: number;
}

/** `limit-reached` is the uploader's own limit, `node-full` the one of all uploads together. */
export type StageOutcome = "staged" | "limit-reached" | "node-full";

export type PutRecordOutcome =
  | { readonly kind: "stored" }
  /** Another header is current than the one that `header.prev` names. */
  | { readonly kind: "conflict"; readonly currentHeaderHash: Bytes32 | null }
  | { readonly kind: "deleted-before" }
  | { readonly kind: "envelope-not-staged" }
  /** A named share is not the owner's, or does not hold this record. */
  | { readonly kind: "share-unknown"; readonly share: Bytes32 }
  | { readonly kind: "write-grant-used-up" };

/** Every write is one transaction; when it resolves, the change survives a crash of node and database. */
export interface RecordWriter {
  /**
   * Stores an upload as it comes; it is there for others when it resolves. Rejects as the chunks do, with nothing left.
   * This one is not a single transaction, so that a slow upload keeps nobody waiting.
   */
  stageEnvelope(upload: Upload): Promise<StageOutcome>;
  /**
   * Moves the staged envelope (uploaded by `header.author`) under the record, replaces header and owner's
   * key, sets the named shares' keys and nulls those of shares not named, counts the write grant's use.
   */
  putRecord(version: NewRecordVersion): Promise<PutRecordOutcome>;
  /** Replaces the owner's wrapped key, if this version is still the current one; false where it is not. */
  putOwnerKey(of: RecordVersion, wrappedKey: Uint8Array): Promise<boolean>;
  /** Destroys the envelope and every wrapped key; keeps the header that says so. */
  deleteRecord(version: Omit<StoredRecord, "wrappedKey" | "envelopeBytes">): Promise<PutRecordOutcome>;
  /** Drops staged envelopes uploaded before then; returns how many. */
  dropStagedBefore(unixSeconds: number): Promise<number>;
  /** Drops what is left of uploads that began before then and never ended; returns how many. */
  dropUnfinishedBefore(unixSeconds: number): Promise<number>;
}
