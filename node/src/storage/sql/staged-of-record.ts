import { fromHex, type RecordHeader } from "@idos/protocol";
import { sql } from "kysely";
import type { DatabaseTransaction } from "./tables.ts";

/** Where an envelope states owner and record, 32 bytes each, counted from 1 (section 4.1 of the protocol). */
const OWNER_AND_RECORD_FROM = 7;
const OWNER_AND_RECORD_BYTES = 64;

/** Drops what the owner's accounts have uploaded for the record and not made a version of it. */
export async function dropStagedOf(
  transaction: DatabaseTransaction,
  { owner, record }: RecordHeader,
): Promise<void> {
  const stated = Buffer.concat([fromHex(owner), fromHex(record)]);
  await transaction
    .deleteFrom("staged_envelopes")
    .where("uploader", "in", (from) =>
      from.selectFrom("accounts").select("account").where("user_id", "=", owner),
    )
    .where("complete", "=", true)
    .where("upload_id", "in", (from) =>
      from
        .selectFrom("staged_chunks")
        .select("staged_chunks.upload_id")
        .whereRef("staged_chunks.upload_id", "=", "staged_envelopes.upload_id")
        .where("position", "=", 0)
        .where(
          sql<boolean>`substring(bytes from ${sql.lit(OWNER_AND_RECORD_FROM)} for ${sql.lit(OWNER_AND_RECORD_BYTES)}) = ${stated}`,
        ),
    )
    .execute();
}
