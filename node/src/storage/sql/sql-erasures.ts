import { type Bytes32, signedUserErasureSchema } from "@idos/protocol";
import { z } from "zod";
import type { ErasureStore } from "../erasures.ts";
import type { Database, DatabaseTransaction } from "./tables.ts";
import { transact } from "./transact.ts";

const rowSchema = z.object({ erasure: signedUserErasureSchema });

/**
 * Waits for every write of hers that is under way and keeps out later ones; in the order in which those lock too, so
 * that nobody waits for each other. False when there is no such user.
 */
async function lockAll(transaction: DatabaseTransaction, userId: Bytes32): Promise<boolean> {
  const user = await transaction
    .selectFrom("users")
    .select("user_id")
    .where("user_id", "=", userId)
    .forUpdate()
    .executeTakeFirst();
  if (user === undefined) return false;
  await transaction
    .selectFrom("shares")
    .select("share_id")
    .where("owner_id", "=", userId)
    .orderBy("share_id")
    .forUpdate()
    .execute();
  await transaction
    .selectFrom("records")
    .select("record_id")
    .where("owner_id", "=", userId)
    .orderBy("record_id")
    .forUpdate()
    .execute();
  return true;
}

/** The chain goes on showing the ids: nobody may put a share of his own in their place. */
async function spendShares(transaction: DatabaseTransaction, userId: Bytes32): Promise<void> {
  await transaction
    .insertInto("spent_shares")
    .columns(["share_id"])
    .expression((from) => from.selectFrom("shares").select("share_id").where("owner_id", "=", userId))
    .execute();
}

/** What is kept by account and not by user. */
async function eraseOfAccounts(transaction: DatabaseTransaction, userId: Bytes32): Promise<void> {
  // One that left her may be another user's by now.
  const hers = transaction
    .selectFrom("accounts")
    .select("account")
    .where("user_id", "=", userId)
    .where("unlinked", "is", null);
  await transaction.deleteFrom("sessions").where("account", "in", hers).execute();
  await transaction.deleteFrom("staged_envelopes").where("uploader", "in", hers).execute();
  await transaction.deleteFrom("access_requests").where("requester", "in", hers).execute();
}

export function sqlErasures(db: Database): ErasureStore {
  return {
    eraseUser: (signed, nowSeconds) =>
      transact<"erased" | "not-found">(db, async (transaction) => {
        const { userId } = signed.erasure;
        if (!(await lockAll(transaction, userId))) return "not-found";
        await transaction
          .insertInto("erased_users")
          .values({ user_id: userId, erasure: JSON.stringify(signed), erased_at: nowSeconds })
          .execute();
        await spendShares(transaction, userId);
        await eraseOfAccounts(transaction, userId);
        // All else that she has refers to this row and goes with it.
        await transaction.deleteFrom("users").where("user_id", "=", userId).execute();
        return "erased";
      }),

    async erasure(userId) {
      const row = await db
        .selectFrom("erased_users")
        .select("erasure")
        .where("user_id", "=", userId)
        .executeTakeFirst();
      return row === undefined ? undefined : rowSchema.parse(row).erasure;
    },
  };
}

/**
 * Whether the user was erased. Seen by a transaction that has just inserted her row: before, an erasure could still
 * have been under way.
 */
export async function wasErased(transaction: DatabaseTransaction, userId: Bytes32): Promise<boolean> {
  const row = await transaction
    .selectFrom("erased_users")
    .select("user_id")
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return row !== undefined;
}

/** As `wasErased`, of a share's id. */
export async function isSpent(transaction: DatabaseTransaction, share: Bytes32): Promise<boolean> {
  const row = await transaction
    .selectFrom("spent_shares")
    .select("share_id")
    .where("share_id", "=", share)
    .executeTakeFirst();
  return row !== undefined;
}
