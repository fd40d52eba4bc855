import { type Bytes32, LIMITS, type SignedKeyBinding, signedKeyBindingSchema } from "@idos/protocol";
import { z } from "zod";
import type { AccountWriter, CreateUserOutcome, UserWriter } from "../users.ts";
import { int8Column } from "./columns.ts";
import { lockUser } from "./lock-user.ts";
import { addAccount } from "./sql-account-writer.ts";
import { wasErased } from "./sql-erasures.ts";
import type { Database, DatabaseTransaction } from "./tables.ts";
import { transact } from "./transact.ts";

const countSchema = z.object({ count: int8Column });
const newestBindingSchema = z.object({
  position: z.number().int(),
  issued_at: int8Column,
  binding: signedKeyBindingSchema,
});

async function keyBackupsOf(transaction: DatabaseTransaction, userId: Bytes32): Promise<number> {
  const row = await transaction
    .selectFrom("key_backups")
    .select((row) => row.fn.countAll().as("count"))
    .where("user_id", "=", userId)
    .executeTakeFirstOrThrow();
  return countSchema.parse(row).count;
}

async function newestBinding(
  transaction: DatabaseTransaction,
  userId: Bytes32,
): Promise<z.infer<typeof newestBindingSchema> | undefined> {
  const row = await transaction
    .selectFrom("key_bindings")
    .select(["position", "issued_at", "binding"])
    .where("user_id", "=", userId)
    .orderBy("position", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : newestBindingSchema.parse(row);
}

function isSameBinding(a: SignedKeyBinding, b: SignedKeyBinding): boolean {
  return (
    a.signature === b.signature &&
    a.binding.account === b.binding.account &&
    a.binding.encryptionKey === b.binding.encryptionKey &&
    a.binding.signingKey === b.binding.signingKey &&
    a.binding.issuedAt === b.binding.issuedAt
  );
}

export function sqlUserWriter(db: Database): Omit<UserWriter, keyof AccountWriter> {
  return {
    createUser: ({ userId, createdBy, createdAtSeconds }, founding) =>
      transact<CreateUserOutcome>(db, async (transaction, refuse) => {
        const created = await transaction
          .insertInto("users")
          .values({ user_id: userId, created_by: createdBy, created_at: createdAtSeconds })
          .onConflict((conflict) => conflict.doNothing())
          .returning("user_id")
          .executeTakeFirst();
        // A user's id commits to her founding account, so an id in use is an account in use.
        if (created === undefined) return "account-taken";
        if (await wasErased(transaction, userId)) refuse("erased");
        const isAdded = await addAccount(transaction, userId, founding, 0);
        return isAdded ? "created" : refuse("account-taken");
      }),

    bindKey: (userId, binding, afterIssuedAt) =>
      transact<"bound" | "older" | "overtaken">(db, async (transaction) => {
        await lockUser(transaction, userId);
        const newest = await newestBinding(transaction, userId);
        const issuedAt = binding.binding.issuedAt;
        if (newest !== undefined && isSameBinding(newest.binding, binding)) return "bound";
        if (newest !== undefined && issuedAt <= newest.issued_at) return "older";
        if ((newest?.issued_at ?? null) !== afterIssuedAt) return "overtaken";
        const position = (newest?.position ?? -1) + 1;
        await transaction
          .insertInto("key_bindings")
          .values({ user_id: userId, position, issued_at: issuedAt, binding: JSON.stringify(binding) })
          .execute();
        return "bound";
      }),

    putKeyBackup: (userId, { slot, kind, parameters, ciphertext }) =>
      transact<"stored" | "limit-reached">(db, async (transaction, refuse) => {
        await lockUser(transaction, userId);
        const values = { kind, parameters: JSON.stringify(parameters), ciphertext };
        await transaction
          .insertInto("key_backups")
          .values({ user_id: userId, slot, ...values })
          .onConflict((conflict) => conflict.columns(["user_id", "slot"]).doUpdateSet(values))
          .execute();
        const count = await keyBackupsOf(transaction, userId);
        return count > LIMITS.keyBackupSlotsMax ? refuse("limit-reached") : "stored";
      }),

    async deleteKeyBackup(userId, slot) {
      const deleted = await db
        .deleteFrom("key_backups")
        .where("user_id", "=", userId)
        .where("slot", "=", slot)
        .returning("slot")
        .executeTakeFirst();
      return deleted === undefined ? "not-found" : "deleted";
    },
  };
}
