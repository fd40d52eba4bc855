import type { Bytes32 } from "@idos/protocol";
import type { RecordAuthor, VerifiedRecord } from "../verify/stored-record.ts";
import type { RecordContent } from "./content.ts";

/** What is known of a record without its content. */
export interface RecordSummary {
  readonly id: Bytes32;
  /** From 1, rising by one with each change. */
  readonly version: number;
  readonly kind: RecordContent["kind"];
  readonly author: RecordAuthor;
  /** When its author signed this version, in Unix seconds. */
  readonly writtenAt: number;
}

/** A record, verified and decrypted. */
export interface OpenedRecord extends RecordSummary {
  readonly content: RecordContent;
}

export function summarize({ header, author }: VerifiedRecord): RecordSummary {
  const { record: id, version, kind, iat: writtenAt } = header;
  return { id, version, kind, author, writtenAt };
}
