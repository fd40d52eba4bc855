import { type Bytes32, bytes32Schema } from "@idos/protocol";
import { z } from "zod";
import type { PutShareOutcome, ShareWriter, StoredShare } from "../shares.ts";
import { int8Column } from "./columns.ts";
import { isSpent } from "./sql-erasures.ts";
import type { Database, DatabaseTransaction } from "./tables.ts";
import { transact } from "./transact.ts";

const recordRowSchema = z.object({ record_id: bytes32Schema, version: int8Column });

/** False when the id is or was in use by a share of another owner, chain, owner account or handle, or was deleted. */
export async function upsertShare(transaction: DatabaseTransaction, share: StoredShare): Promise<boolean> {
  const stored = await transaction
    .insertInto("shares")
    .values({
      owner_id: share.ownerId,
      share_id: share.share,
      chain_id: share.chainId,
      owner_account: share.ownerAccount,
      grantee: share.grantee,
      handle: share.handle,
      purpose: share.purpose,
      created_at: share.createdAtSeconds,
      document: share.document,
      message: share.delegation.message,
      signature: share.delegation.signature,
      deleted: false,
    })
    .onConflict((conflict) =>
      conflict
        .column("share_id")
        .doUpdateSet((row) => ({
          // The same handle may be named in the other of the two ways.
          grantee: row.ref("excluded.grantee"),
          purpose: row.ref("excluded.purpose"),
          document: row.ref("excluded.document"),
          message: row.ref("excluded.message"),
          signature: row.ref("excluded.signature"),
        }))
        .where("shares.deleted", "=", false)
        .whereRef("shares.owner_id", "=", "excluded.owner_id")
        .whereRef("shares.chain_id", "=", "excluded.chain_id")
        .whereRef("shares.owner_account", "=", "excluded.owner_account")
        .whereRef("shares.handle", "=", "excluded.handle"),
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

export async function replaceShareRecords(
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

/** False when there is none. The id stays: the chain shows it to everyone, and nobody may put his own share there. */
export async function destroyShare(
  transaction: DatabaseTransaction,
  share: Bytes32,
  ownerId: Bytes32,
): Promise<boolean> {
  const deleted = await transaction
    .updateTable("shares")
    .set({ deleted: true, purpose: "", document: "", message: "", signature: "" })
    .where("owner_id", "=", ownerId)
    .where("share_id", "=", share)
    .where("deleted", "=", false)
    .returning("share_id")
    .executeTakeFirst();
  await transaction
    .deleteFrom("share_records")
    .where("owner_id", "=", ownerId)
    .where("share_id", "=", share)
    .execute();
  return deleted !== undefined;
}

export function sqlShareWriter(db: Database): ShareWriter {
  return {
    putShare: (share) =>
      transact<PutShareOutcome>(db, async (transaction, refuse) => {
        if (!(await upsertShare(transaction, share))) return { kind: "taken" };
        if (await isSpent(transaction, share.share)) refuse({ kind: "taken" });
        const unfit = await firstUnfit(transaction, share);
        if (unfit !== undefined) refuse({ kind: "record-unfit", record: unfit });
        await replaceShareRecords(transaction, share);
        return { kind: "stored" };
      }),

    deleteShare: (share, ownerId) =>
      transact<"deleted" | "not-found">(db, async (transaction) =>
        (await destroyShare(transaction, share, ownerId)) ? "deleted" : "not-found",
      ),
  };
}
