import type { RecordHeader } from "@idos/protocol";
import type { NewRecordVersion, PutRecordOutcome, RecordWriter } from "../records.ts";
import { replaceHeader } from "./current-header.ts";
import { dropStagedOf } from "./staged-of-record.ts";
import { lockStaged, sqlStaging } from "./staged-envelopes.ts";
import type { Database, DatabaseTransaction } from "./tables.ts";
import { transact } from "./transact.ts";

/** False when the author has not staged the envelope that the header names. */
export async function moveEnvelope(transaction: DatabaseTransaction, header: RecordHeader): Promise<boolean> {
  const { owner, record, version, envelope, author } = header;
  const uploadId = envelope === null ? undefined : await lockStaged(transaction, author, envelope);
  if (uploadId === undefined) return false;
  await destroyEnvelope(transaction, header);
  await transaction
    .insertInto("envelope_chunks")
    .columns(["owner_id", "record_id", "version", "position", "bytes"])
    .expression((from) =>
      from
        .selectFrom("staged_chunks")
        .select((row) => [
          row.val(owner).as("owner_id"),
          row.val(record).as("record_id"),
          row.val(version).as("version"),
          "position",
          "bytes",
        ])
        .where("upload_id", "=", uploadId),
    )
    .execute();
  await transaction.deleteFrom("staged_envelopes").where("upload_id", "=", uploadId).execute();
  return true;
}

export async function destroyEnvelope(transaction: DatabaseTransaction, header: RecordHeader): Promise<void> {
  await transaction
    .deleteFrom("envelope_chunks")
    .where("owner_id", "=", header.owner)
    .where("record_id", "=", header.record)
    .execute();
}

/** Counts one more record under the header's write grant; false when it allows no more. */
async function useWriteGrant(transaction: DatabaseTransaction, header: RecordHeader): Promise<boolean> {
  if (header.writeGrant === undefined) return true;
  const { grantId, recordsMax } = header.writeGrant.grant;
  const used = await transaction
    .insertInto("write_grant_uses")
    .values({ owner_id: header.owner, grant_id: grantId, uses: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(["owner_id", "grant_id"])
        .doUpdateSet((row) => ({ uses: row("write_grant_uses.uses", "+", 1) }))
        .where("write_grant_uses.uses", "<", recordsMax),
    )
    .returning("uses")
    .executeTakeFirst();
  return used !== undefined;
}

/** No share keeps a key of the version that was replaced. */
export async function destroyShareKeys(
  transaction: DatabaseTransaction,
  header: RecordHeader,
): Promise<void> {
  await transaction
    .updateTable("share_records")
    .set({ wrapped_key: null })
    .where("owner_id", "=", header.owner)
    .where("record_id", "=", header.record)
    .execute();
}

async function setShareKey(
  transaction: DatabaseTransaction,
  header: RecordHeader,
  { share, wrappedKey }: NewRecordVersion["shareKeys"][number],
): Promise<boolean> {
  const set = await transaction
    .updateTable("share_records")
    .set({ wrapped_key: wrappedKey, version: header.version })
    .where("owner_id", "=", header.owner)
    .where("share_id", "=", share)
    .where("record_id", "=", header.record)
    .returning("share_id")
    .executeTakeFirst();
  return set !== undefined;
}

export function sqlRecordWriter(db: Database, stagedBytesMax: number): RecordWriter {
  return {
    ...sqlStaging(db, stagedBytesMax),

    putRecord: (version) =>
      transact<PutRecordOutcome>(db, async (transaction, refuse) => {
        const { header, shareKeys } = version;
        const outcome = await replaceHeader(transaction, version);
        if (outcome.kind !== "stored") return outcome;
        if (!(await moveEnvelope(transaction, header))) refuse({ kind: "envelope-not-staged" });
        if (!(await useWriteGrant(transaction, header))) refuse({ kind: "write-grant-used-up" });
        await destroyShareKeys(transaction, header);
        for (const shareKey of shareKeys) {
          if (!(await setShareKey(transaction, header, shareKey)))
            refuse({ kind: "share-unknown", share: shareKey.share });
        }
        return outcome;
      }),

    async putOwnerKey({ owner, record, version }, wrappedKey) {
      const set = await db
        .updateTable("records")
        .set({ wrapped_key: wrappedKey })
        .where("owner_id", "=", owner)
        .where("record_id", "=", record)
        .where("version", "=", version)
        .where("deleted", "=", false)
        .returning("record_id")
        .executeTakeFirst();
      return set !== undefined;
    },

    deleteRecord: (version) =>
      transact<PutRecordOutcome>(db, async (transaction) => {
        const { header } = version;
        const outcome = await replaceHeader(transaction, { ...version, wrappedKey: null, envelopeBytes: 0 });
        if (outcome.kind !== "stored") return outcome;
        await destroyShareKeys(transaction, header);
        await destroyEnvelope(transaction, header);
        await dropStagedOf(transaction, header);
        return outcome;
      }),
  };
}
