import { type Bytes32, bytes32Schema } from "@idos/protocol";
import { z } from "zod";
import type { PutShareOutcome, ShareWriter, StoredShare } from "../shares.ts";
import { int8Column } from "./columns.ts";
import type { Database, DatabaseTransaction } from "./tables.ts";
import { transact } from "./transact.ts";

const recordRowSchema = z.object({ record_id: bytes32Schema, version: int8Column });

/** False when the id is in use by a share of another owner, owner account or grantee. */
async function upsertShare(transaction: DatabaseTransaction, share: StoredShare): Promise<boolean> {
  const stored = await transaction
    .insertInto("shares")
    .values({
      owner_id: share.ownerId,
      share_id: share.share,
      owner_account: share.ownerAccount,
      grantee: share.grantee,
      purpose: share.purpose,
      created_at: share.createdAtSeconds,
    })
    .onConflict((conflict) =>
      conflict
        .column("share_id")
        .doUpdateSet((row) => ({ purpose: row.ref("excluded.purpose") }))
        .whereRef("shares.owner_id", "=", "excluded.owner_id")
        .whereRef("shares.owner_account", "=", "excluded.owner_account")
        .whereRef("shares.grantee", "=", "excluded.grantee"),
    )
    .returning("share_id")
    .executeTakeFirst();
  return stored !== undefined;
}

/** The first record that cannot be shared so. Those that can keep their version until the transaction ends. */
async function firstUnfit(
  transaction: DatabaseTransaction,
  { ownerId, records }: StoredShare,
): Promise<Bytes32 | undefined> {
  const ids = records.map(({ record }) => record);
  const rows = await transaction
    .selectFrom("records")
    .select(["record_id", "version"])
    .where("owner_id", "=", ownerId)
    .where("record_id", "in", ids)
    .where("deleted", "=", false)
    // One order for all, so that two transactions never wait for each other.
    .orderBy("record_id")
    .forShare()
    .execute();
  const versions = new Map(
    rows.map((row) => {
      const { record_id, version } = recordRowSchema.parse(row);
      return [record_id, version];
    }),
  );
  const unfit = records.find(
    ({ record, version }, index) => versions.get(record) !== version || ids.indexOf(record) !== index,
  );
  return unfit?.record;
}

async function replaceRecords(
  transaction: DatabaseTransaction,
  { ownerId, share, records }: StoredShare,
): Promise<void> {
  await transaction
    .deleteFrom("share_records")
    .where("owner_id", "=", ownerId)
    .where("share_id", "=", share)
    .execute();
  await transaction
    .insertInto("share_records")
    .values(
      records.map(({ record, version, wrappedKey }, position) => ({
        owner_id: ownerId,
        share_id: share,
        record_id: record,
        position,
        version,
        wrapped_key: wrappedKey,
      })),
    )
    .execute();
}

export function sqlShareWriter(db: Database): ShareWriter {
  return {
    putShare: (share) =>
      transact<PutShareOutcome>(db, async (transaction, refuse) => {
        if (!(await upsertShare(transaction, share))) return { kind: "taken" };
        const unfit = await firstUnfit(transaction, share);
        if (unfit !== undefined) refuse({ kind: "record-unfit", record: unfit });
        await replaceRecords(transaction, share);
        return { kind: "stored" };
      }),

    async deleteShare(share, ownerId) {
      const deleted = await db
        .deleteFrom("shares")
        .where("owner_id", "=", ownerId)
        .where("share_id", "=", share)
        .returning("share_id")
        .executeTakeFirst();
      return deleted === undefined ? "not-found" : "deleted";
    },
  };
}
