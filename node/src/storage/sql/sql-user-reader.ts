import {
  type Address,
  addressSchema,
  type Bytes32,
  bytes32Schema,
  type KeyBackup,
  keyBackupSchema,
  signedKeyBindingSchema,
} from "@idos/protocol";
import { sql } from "kysely";
import { z } from "zod";
import type { StoredUser, UserReader } from "../users.ts";
import { accountRowSchema, toAccountEntry } from "./account-entry.ts";
import { bytesColumn, int8Column } from "./columns.ts";
import type { Database } from "./tables.ts";

/** One of a user's accounts, with what is true of the user beside each. */
const rowSchema = accountRowSchema.extend({
  user_id: bytes32Schema,
  created_by: addressSchema,
  created_at: int8Column,
  bindings: z.array(signedKeyBindingSchema),
});

const keyBackupRowSchema = keyBackupSchema.extend({ ciphertext: bytesColumn });

function selectAccounts(db: Database) {
  return db
    .selectFrom("users")
    .innerJoin("accounts", "accounts.user_id", "users.user_id")
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom("key_bindings")
          .select(sql`coalesce(json_agg(binding order by position), '[]')`.as("bindings"))
          .whereRef("key_bindings.user_id", "=", "users.user_id")
          .as("bound"),
      (join) => join.onTrue(),
    )
    .select([
      "users.user_id",
      "created_by",
      "created_at",
      "accounts.link",
      "accounts.unlinked",
      "bound.bindings",
    ])
    .orderBy("accounts.position");
}

function toUser(rows: readonly unknown[]): StoredUser | undefined {
  const accounts = rows.map((row) => rowSchema.parse(row));
  const [first] = accounts;
  if (first === undefined) return undefined;
  return {
    userId: first.user_id,
    accounts: accounts.map(toAccountEntry),
    keyBinding: first.bindings.at(-1) ?? null,
    earlierKeyBindings: first.bindings.slice(0, -1),
    createdBy: first.created_by,
    createdAtSeconds: first.created_at,
  };
}

export function sqlUserReader(db: Database): UserReader {
  return {
    async userByAccount(account: Address) {
      const rows = await selectAccounts(db)
        .where("users.user_id", "=", (from) =>
          from
            .selectFrom("accounts")
            .select("user_id")
            .where("account", "=", account)
            .where("unlinked", "is", null),
        )
        .execute();
      return toUser(rows);
    },

    async userById(userId: Bytes32) {
      return toUser(await selectAccounts(db).where("users.user_id", "=", userId).execute());
    },

    async keyBackups(userId: Bytes32): Promise<readonly KeyBackup[]> {
      const rows = await db
        .selectFrom("key_backups")
        .select(["slot", "kind", "parameters", "ciphertext"])
        .where("user_id", "=", userId)
        .orderBy("slot")
        .execute();
      return rows.map((row) => keyBackupRowSchema.parse(row));
    },
  };
}
