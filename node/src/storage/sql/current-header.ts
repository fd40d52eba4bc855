import { type Bytes32, bytes32Schema, type RecordHeader } from "@idos/protocol";
import { z } from "zod";
import type { PutRecordOutcome, StoredRecord } from "../records.ts";
import { int8Column } from "./columns.ts";
import { versionValues } from "./record-values.ts";
import type { DatabaseTransaction } from "./tables.ts";

const rowSchema = z.object({
  owner_id: bytes32Schema,
  version: int8Column,
  header_hash: bytes32Schema,
  deleted: z.boolean(),
});

/** The record's current header; nobody else replaces it before the transaction ends. */
export async function lockCurrent(
  transaction: DatabaseTransaction,
  record: Bytes32,
): Promise<z.infer<typeof rowSchema> | undefined> {
  const row = await transaction
    .selectFrom("records")
    .select(["owner_id", "version", "header_hash", "deleted"])
    .where("record_id", "=", record)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : rowSchema.parse(row);
}

const conflict = (currentHeaderHash: Bytes32 | null): PutRecordOutcome => ({
  kind: "conflict",
  currentHeaderHash,
});

/** Puts a header in the place of the one that it names; an outcome other than `stored` changed nothing. */
export async function replaceHeader(
  transaction: DatabaseTransaction,
  record: StoredRecord,
): Promise<PutRecordOutcome> {
  const { header } = record;
  const current = await lockCurrent(transaction, header.record);
  // What another user's record says is not the caller's to know.
  if (current !== undefined && current.owner_id !== header.owner) return conflict(null);
  if (current?.deleted === true) return { kind: "deleted-before" };
  if (!follows(header, current)) return conflict(current?.header_hash ?? null);
  const values = versionValues(record);
  if (current !== undefined) {
    await transaction
      .updateTable("records")
      .set(values)
      .where("owner_id", "=", header.owner)
      .where("record_id", "=", header.record)
      .execute();
    return { kind: "stored" };
  }
  const inserted = await transaction
    .insertInto("records")
    .values({ owner_id: header.owner, record_id: header.record, ...values })
    .onConflict((clash) => clash.doNothing())
    .returning("record_id")
    .executeTakeFirst();
  if (inserted !== undefined) return { kind: "stored" };
  // There was no row to lock, and another transaction made the first version in the meantime.
  const first = await lockCurrent(transaction, header.record);
  return conflict(first?.owner_id === header.owner ? first.header_hash : null);
}

function follows(header: RecordHeader, current: z.infer<typeof rowSchema> | undefined): boolean {
  return header.prev === (current?.header_hash ?? null) && header.version === (current?.version ?? 0) + 1;
}
