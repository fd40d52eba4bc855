import { randomUUID } from "node:crypto";
import { type Address, type Bytes32, LIMITS } from "@idos/protocol";
import { sql } from "kysely";
import { z } from "zod";
import { createTurns, type Turns } from "../turns.ts";
import { CHUNKS_AT_ONCE_MAX } from "../envelope-chunks.ts";
import type { RecordWriter, StageOutcome, Upload } from "../records.ts";
import { int8Column } from "./columns.ts";
import { isOwnerGone, ownerGone } from "./owner-gone.ts";
import type { Database, DatabaseTransaction } from "./tables.ts";
import { transact } from "./transact.ts";

const totalsSchema = z.object({ own: int8Column, all: int8Column });

/** One at a time, or two could pass a limit together. Released with the transaction. */
async function lockStaging(transaction: DatabaseTransaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('staged_envelopes', 0))`.execute(transaction);
}

/** Keeps what this uploader has staged already for another hour; false when there is nothing. */
async function renew(
  transaction: DatabaseTransaction,
  { uploader, hash, nowSeconds }: Upload,
): Promise<boolean> {
  const renewed = await transaction
    .updateTable("staged_envelopes")
    .set({ staged_at: nowSeconds })
    .where("uploader", "=", uploader)
    .where("hash", "=", hash)
    .where("complete", "=", true)
    .returning("hash")
    .executeTakeFirst();
  return renewed !== undefined;
}

/** Counts the bytes before they come. */
async function reserve(
  transaction: DatabaseTransaction,
  uploadId: string,
  { uploader, hash, bytesAhead, nowSeconds }: Upload,
  stagedBytesMax: number,
): Promise<StageOutcome> {
  const row = await transaction
    .selectFrom("staged_envelopes")
    .select([
      sql<number>`coalesce(sum(byte_count) filter (where uploader = ${uploader} or uploader in (
        select own.account from accounts own join accounts caller using (user_id)
        where caller.account = ${uploader} and caller.unlinked is null and own.unlinked is null
      )), 0)::bigint`.as("own"),
      sql<number>`coalesce(sum(byte_count), 0)::bigint`.as("all"),
    ])
    .executeTakeFirstOrThrow();
  const { own, all } = totalsSchema.parse(row);
  if (own + bytesAhead > LIMITS.stagedBytesPerUserMax) return "limit-reached";
  if (all + bytesAhead > stagedBytesMax) return "node-full";
  await transaction
    .insertInto("staged_envelopes")
    .values({
      upload_id: uploadId,
      uploader,
      hash,
      byte_count: bytesAhead,
      complete: false,
      staged_at: nowSeconds,
    })
    .execute();
  return "staged";
}

/** Stores the chunks as they come, one in memory at a time; returns how many bytes they are. */
async function storeChunks(
  db: Database,
  uploadId: string,
  { chunks, bytesAhead }: Upload,
  inTurn: Turns,
): Promise<number> {
  let byteCount = 0;
  let position = 0;
  for await (const bytes of chunks) {
    byteCount += bytes.length;
    if (byteCount > bytesAhead) throw new Error("an upload is longer than it was announced");
    const values = { upload_id: uploadId, position, bytes };
    await inTurn(() => db.insertInto("staged_chunks").values(values).execute());
    position += 1;
  }
  return byteCount;
}

async function complete(
  transaction: DatabaseTransaction,
  uploadId: string,
  upload: Upload,
  byteCount: number,
): Promise<void> {
  await lockStaging(transaction);
  if (await renew(transaction, upload)) {
    await dropUpload(transaction, uploadId);
    return;
  }
  await transaction
    .updateTable("staged_envelopes")
    .set({ complete: true, byte_count: byteCount })
    .where("upload_id", "=", uploadId)
    .returning("upload_id")
    .executeTakeFirstOrThrow(ownerGone);
}

async function dropUpload(db: Database, uploadId: string): Promise<void> {
  await db.deleteFrom("staged_envelopes").where("upload_id", "=", uploadId).execute();
}

async function readThrough(chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const iterator = chunks[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
}

/** Envelopes on their way in: uploaded, but not yet named by a signed header. */
export function sqlStaging(
  db: Database,
  stagedBytesMax: number,
): Pick<RecordWriter, "stageEnvelope" | "dropStagedBefore" | "dropUnfinishedBefore"> {
  const inTurn = createTurns(CHUNKS_AT_ONCE_MAX);
  const drop = async (isComplete: boolean, unixSeconds: number): Promise<number> => {
    const dropped = await db
      .deleteFrom("staged_envelopes")
      .where("staged_at", "<", unixSeconds)
      .where("complete", "=", isComplete)
      .returning("upload_id")
      .execute();
    return dropped.length;
  };
  return {
    async stageEnvelope(upload) {
      const uploadId = randomUUID();
      const begun = await transact<StageOutcome | "staged-before">(db, async (transaction) => {
        await lockStaging(transaction);
        if (await renew(transaction, upload)) return "staged-before";
        return reserve(transaction, uploadId, upload, stagedBytesMax);
      });
      if (begun === "staged-before") {
        await readThrough(upload.chunks);
        return "staged";
      }
      if (begun !== "staged") return begun;
      try {
        const byteCount = await storeChunks(db, uploadId, upload, inTurn);
        await db.transaction().execute((transaction) => complete(transaction, uploadId, upload, byteCount));
      } catch (error) {
        await dropUpload(db, uploadId);
        throw isOwnerGone(error) ? ownerGone() : error;
      }
      return "staged";
    },

    dropStagedBefore: (unixSeconds) => drop(true, unixSeconds),
    dropUnfinishedBefore: (unixSeconds) => drop(false, unixSeconds),
  };
}

/** The upload of this envelope that is whole; nobody drops it before the transaction ends. */
export async function lockStaged(
  transaction: DatabaseTransaction,
  uploader: Address,
  hash: Bytes32,
): Promise<string | undefined> {
  const row = await transaction
    .selectFrom("staged_envelopes")
    .select("upload_id")
    .where("uploader", "=", uploader)
    .where("hash", "=", hash)
    .where("complete", "=", true)
    .forUpdate()
    .executeTakeFirst();
  return row?.upload_id;
}
