import { addressSchema, type Bytes32 } from "@idos/protocol";
import { sql } from "kysely";
import { z } from "zod";
import type { ShareWithRecords } from "../shares.ts";
import { bytesColumn } from "./columns.ts";
import { toStoredRecord } from "./record-row.ts";
import { toShares } from "./share-rows.ts";
import type { Database } from "./tables.ts";

/** Beside each row of a share: the record itself, as `toStoredRecord` reads it, and the owner's accounts. */
const besideSchema = z
  .object({
    record_header: z.string(),
    record_message: z.string(),
    record_signature: z.string(),
    record_key: bytesColumn.nullable(),
    envelope_bytes: z.unknown(),
    linked_accounts: z.array(addressSchema).nullable(),
  })
  .transform((row) => ({
    header_jws: row.record_header,
    message: row.record_message,
    signature: row.record_signature,
    wrapped_key: row.record_key,
    envelope_bytes: row.envelope_bytes,
    linked_accounts: row.linked_accounts,
  }));

/** One statement for all that a read is decided by, so that no write comes between its parts. */
function selectWithRecords(db: Database, share: Bytes32): Promise<object[]> {
  return db
    .selectFrom("shares")
    .innerJoin("share_records as key", (join) =>
      join.onRef("key.owner_id", "=", "shares.owner_id").onRef("key.share_id", "=", "shares.share_id"),
    )
    .innerJoin("records as record", (join) =>
      join.onRef("record.owner_id", "=", "key.owner_id").onRef("record.record_id", "=", "key.record_id"),
    )
    .selectAll("shares")
    .select(["key.record_id", "key.version", "key.wrapped_key"])
    .select((row) => [
      "record.header_jws as record_header",
      "record.message as record_message",
      "record.signature as record_signature",
      "record.wrapped_key as record_key",
      "record.envelope_bytes",
      row
        .selectFrom("accounts")
        .select(sql<readonly string[]>`array_agg(account)`.as("all"))
        .whereRef("accounts.user_id", "=", "shares.owner_id")
        .where("accounts.unlinked", "is", null)
        .as("linked_accounts"),
    ])
    .where("shares.share_id", "=", share)
    .where("shares.deleted", "=", false)
    .orderBy("key.position")
    .execute();
}

export async function readShareWithRecords(db: Database, id: Bytes32): Promise<ShareWithRecords | undefined> {
  const rows = await selectWithRecords(db, id);
  const [share] = toShares(rows);
  if (share === undefined) return undefined;
  const besides = rows.map((row) => besideSchema.parse(row));
  return {
    share,
    records: besides.map(toStoredRecord),
    linkedAccounts: besides[0]?.linked_accounts ?? [],
  };
}
