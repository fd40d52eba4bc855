import { type Bytes32, fromBase64url, type RecordHeader, recordHeaderSchema } from "@idos/protocol";
import { z } from "zod";
import type { StoredRecord } from "../records.ts";
import { bytesColumn, int8Column } from "./columns.ts";
import type { Database } from "./tables.ts";

const rowSchema = z.object({
  header_jws: z.string(),
  message: z.string(),
  signature: z.string(),
  wrapped_key: bytesColumn.nullable(),
  envelope_bytes: int8Column,
});

/** The records' current versions, with all that `toStoredRecord` reads. */
export function selectRecords(db: Database) {
  return db
    .selectFrom("records")
    .select(["header_jws", "message", "signature", "wrapped_key", "envelope_bytes"]);
}

export function toStoredRecord(row: unknown): StoredRecord {
  const { header_jws, message, signature, wrapped_key, envelope_bytes } = rowSchema.parse(row);
  return {
    header: headerOf(header_jws),
    headerJws: header_jws,
    delegation: { message, signature },
    wrappedKey: wrapped_key,
    envelopeBytes: envelope_bytes,
  };
}

/** What the stored JWS states; its signature was checked when it came in. */
function headerOf(jws: string): RecordHeader {
  const payload = new TextDecoder("utf-8", { fatal: true }).decode(fromBase64url(jws.split(".")[1] ?? ""));
  const claims: unknown = JSON.parse(payload);
  return recordHeaderSchema.parse(claims);
}

export const recordIdOf = ({ header }: StoredRecord): Bytes32 => header.record;
