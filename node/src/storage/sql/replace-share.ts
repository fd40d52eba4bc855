import { type Address, addressSchema, type Bytes32 } from "@idos/protocol";
import { z } from "zod";
import type { ReplaceShareOutcome } from "../replicas.ts";
import type { StoredShare } from "../shares.ts";
import { isSpent } from "./sql-erasures.ts";
import { destroyShare, replaceShareRecords, upsertShare } from "./sql-share-writer.ts";
import type { Database, DatabaseTransaction } from "./tables.ts";
import { transact } from "./transact.ts";

const sharesRowSchema = z.object({ owner_id: z.string(), deleted: z.boolean() });
const accountRowSchema = z.object({ account: addressSchema });

async function lockShare(
  transaction: DatabaseTransaction,
  share: Bytes32,
): Promise<z.output<typeof sharesRowSchema> | undefined> {
  const row = await transaction
    .selectFrom("shares")
    .select(["owner_id", "deleted"])
    .where("share_id", "=", share)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : sharesRowSchema.parse(row);
}

async function hasRecords(
  transaction: DatabaseTransaction,
  { ownerId, records }: StoredShare,
): Promise<boolean> {
  const found = await transaction
    .selectFrom("records")
    .select("record_id")
    .where("owner_id", "=", ownerId)
    .where(
      "record_id",
      "in",
      records.map(({ record }) => record),
    )
    .orderBy("record_id")
    .forShare()
    .execute();
  return found.length === records.length;
}

export function replaceShare(db: Database, share: StoredShare): Promise<ReplaceShareOutcome> {
  return transact<ReplaceShareOutcome>(db, async (transaction, refuse) => {
    const held = await lockShare(transaction, share.share);
    if (held?.owner_id === share.ownerId && held.deleted) return "kept";
    if (!(await upsertShare(transaction, share))) return "taken";
    if (await isSpent(transaction, share.share)) return refuse("taken");
    if (!(await hasRecords(transaction, share))) return refuse("record-unfit");
    await replaceShareRecords(transaction, share);
    return "stored";
  });
}

/** Of a deleted share, nothing is kept but that its id is used up. */
async function insertDeleted(
  transaction: DatabaseTransaction,
  share: Bytes32,
  owner: Bytes32,
): Promise<boolean> {
  const inserted = await transaction
    .insertInto("shares")
    .values({
      owner_id: owner,
      share_id: share,
      chain_id: 0,
      owner_account: await foundingAccount(transaction, owner),
      grantee: null,
      handle: share,
      created_at: 0,
      ...{ purpose: "", document: "", message: "", signature: "", deleted: true },
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("share_id")
    .executeTakeFirst();
  return inserted !== undefined;
}

async function foundingAccount(transaction: DatabaseTransaction, owner: Bytes32): Promise<Address> {
  const row = await transaction
    .selectFrom("accounts")
    .select("account")
    .where("user_id", "=", owner)
    .orderBy("position")
    .limit(1)
    .executeTakeFirstOrThrow();
  return accountRowSchema.parse(row).account;
}

export function spendShare(db: Database, share: Bytes32, owner: Bytes32): Promise<ReplaceShareOutcome> {
  return transact<ReplaceShareOutcome>(db, async (transaction) => {
    const held = await lockShare(transaction, share);
    if (held === undefined) return (await insertDeleted(transaction, share, owner)) ? "stored" : "taken";
    if (held.owner_id !== owner) return "taken";
    await destroyShare(transaction, share, owner);
    return "stored";
  });
}
