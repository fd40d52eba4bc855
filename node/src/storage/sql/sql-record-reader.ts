import { z } from "zod";
import type { RecordReader } from "../records.ts";
import { bytesColumn } from "./columns.ts";
import { afterId, toPage } from "./page.ts";
import { recordIdOf, selectRecords, toStoredRecord } from "./record-row.ts";
import type { Database } from "./tables.ts";

const bytesRowSchema = z.object({ bytes: bytesColumn });

const bytesOf = (row: unknown): Uint8Array | undefined =>
  row === undefined ? undefined : bytesRowSchema.parse(row).bytes;

export function sqlRecordReader(db: Database): RecordReader {
  return {
    async record(recordId) {
      const row = await selectRecords(db).where("records.record_id", "=", recordId).executeTakeFirst();
      return row === undefined ? undefined : toStoredRecord(row);
    },

    async recordsOf(owner, page) {
      const after = afterId(page);
      const all = selectRecords(db).where("records.owner_id", "=", owner).where("deleted", "=", false);
      const rest = after === undefined ? all : all.where("records.record_id", ">", after);
      const rows = await rest
        .orderBy("records.record_id")
        .limit(page.limit + 1)
        .execute();
      return toPage(rows.map(toStoredRecord), page, recordIdOf);
    },

    async envelope(recordId) {
      const row = await db
        .selectFrom("envelopes")
        .innerJoin("records", (join) =>
          join
            .onRef("records.owner_id", "=", "envelopes.owner_id")
            .onRef("records.record_id", "=", "envelopes.record_id"),
        )
        .select("bytes")
        .where("records.record_id", "=", recordId)
        .executeTakeFirst();
      return bytesOf(row);
    },

    async stagedEnvelope(hash, uploader) {
      const row = await db
        .selectFrom("staged_envelopes")
        .select("bytes")
        .where("uploader", "=", uploader)
        .where("hash", "=", hash)
        .executeTakeFirst();
      return bytesOf(row);
    },
  };
}
