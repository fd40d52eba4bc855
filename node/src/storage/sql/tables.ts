import type { Address, Bytes32, DidKey } from "@idos/protocol";
import type { Kysely, Transaction } from "kysely";

/**
 * The database's columns as they are written. What is read goes through a row's parser, because PostgreSQL and
 * PGlite differ in how they give 64-bit integers and bytes, and a database can hold anything.
 */
export interface Tables {
  users: { user_id: Bytes32; created_by: Address; created_at: number };
  accounts: { user_id: Bytes32; account: Address; position: number; link: string; unlinked: string | null };
  key_bindings: { user_id: Bytes32; position: number; issued_at: number; binding: string };
  key_backups: { user_id: Bytes32; slot: string; kind: string; parameters: string; ciphertext: Uint8Array };
  sessions: {
    session_key: DidKey;
    account: Address;
    message: string;
    signature: string;
    expires_at: number;
    checked_at: number | null;
  };
  staged_envelopes: {
    upload_id: string;
    uploader: Address;
    hash: Bytes32;
    byte_count: number;
    complete: boolean;
    staged_at: number;
  };
  staged_chunks: { upload_id: string; position: number; bytes: Uint8Array };
  records: {
    owner_id: Bytes32;
    record_id: Bytes32;
    version: number;
    header_jws: string;
    header_hash: Bytes32;
    deleted: boolean;
    message: string;
    signature: string;
    wrapped_key: Uint8Array | null;
    envelope_bytes: number;
  };
  envelope_chunks: {
    owner_id: Bytes32;
    record_id: Bytes32;
    version: number;
    position: number;
    bytes: Uint8Array;
  };
  shares: {
    owner_id: Bytes32;
    share_id: Bytes32;
    chain_id: number;
    owner_account: Address;
    grantee: Address | null;
    handle: Bytes32;
    purpose: string;
    created_at: number;
    document: string;
    message: string;
    signature: string;
    deleted: boolean;
  };
  share_records: {
    owner_id: Bytes32;
    share_id: Bytes32;
    record_id: Bytes32;
    position: number;
    version: number;
    wrapped_key: Uint8Array | null;
  };
  access_requests: {
    owner_id: Bytes32;
    request_id: Bytes32;
    requester: Address;
    chain_id: number;
    expires_at: number;
    document: string;
    message: string;
    signature: string;
    created_at: number;
    closing: "granted" | "denied" | "cancelled" | null;
    share_id: Bytes32 | null;
    closed_at: number | null;
  };
  erased_users: { user_id: Bytes32; erasure: string; erased_at: number };
  spent_shares: { share_id: Bytes32 };
  receipt_chains: { owner_id: Bytes32; seq: number; hash: Bytes32 | null };
  receipts: { owner_id: Bytes32; seq: number; share_id: Bytes32; read_at: number; jws: string };
  owner_heads: {
    owner_id: Bytes32;
    hash: Bytes32;
    head: string;
    message: string;
    signature: string;
    manifest: string;
    seq: number;
  };
  replication_feed: { feed: string; last_seq: number };
  peer_cursors: { peer: DidKey; after_seq: number; swept_at: number };
  write_grant_uses: { owner_id: Bytes32; grant_id: Bytes32; uses: number };
}

export type Database = Kysely<Tables>;
export type DatabaseTransaction = Transaction<Tables>;
