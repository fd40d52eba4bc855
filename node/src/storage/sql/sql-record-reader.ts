import { z } from "zod";
import { CHUNKS_AT_ONCE_MAX } from "../envelope-chunks.ts";
import type { RecordReader, RecordVersion } from "../records.ts";
import { createTurns } from "../turns.ts";
import { bytesColumn, int8Column } from "./columns.ts";
import { afterId, toPage } from "./page.ts";
import { recordIdOf, selectRecords, toStoredRecord } from "./record-row.ts";
import type { Database } from "./tables.ts";

const chunkRowSchema = z.object({ bytes: bytesColumn });
const stagedRowSchema = chunkRowSchema.extend({ byte_count: int8Column });

async function selectChunk(
  db: Database,
  { owner, record, version }: RecordVersion,
  position: number,
): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom("envelope_chunks")
    .select("bytes")
    .where("owner_id", "=", owner)
    .where("record_id", "=", record)
    .where("version", "=", version)
    .where("position", "=", position)
    .executeTakeFirst();
  return row === undefined ? undefined : chunkRowSchema.parse(row).bytes;
}

export function sqlRecordReader(db: Database): RecordReader {
  const inTurn = createTurns(CHUNKS_AT_ONCE_MAX);
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

    envelopeChunk: (of, position) =>
      position === 0 ? selectChunk(db, of, 0) : inTurn(() => selectChunk(db, of, position)),

    async stagedEnvelope(hash, uploader) {
      const row = await db
        .selectFrom("staged_envelopes")
        .innerJoin("staged_chunks", "staged_chunks.upload_id", "staged_envelopes.upload_id")
        .select(["bytes", "byte_count"])
        .where("uploader", "=", uploader)
        .where("hash", "=", hash)
        .where("complete", "=", true)
        .where("position", "=", 0)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const { bytes, byte_count } = stagedRowSchema.parse(row);
      return { firstChunk: bytes, byteCount: byte_count };
    },
  };
}
