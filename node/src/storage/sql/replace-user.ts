import { type AccountEntry, continuesHistory, linksNow } from "@idos/protocol";
import type { ReplaceUserOutcome, ReplicatedUser } from "../replicas.ts";
import { lockUser } from "./lock-user.ts";
import { historyOf } from "./sql-account-writer.ts";
import { wasErased } from "./sql-erasures.ts";
import { replaceKeyBindings } from "./replace-key-bindings.ts";
import type { Database, DatabaseTransaction } from "./tables.ts";
import { transact } from "./transact.ts";

/** False when an account is linked to another user. */
async function addEntry(
  transaction: DatabaseTransaction,
  { userId }: ReplicatedUser,
  { unlinked, ...link }: AccountEntry,
  position: number,
): Promise<boolean> {
  const added = await transaction
    .insertInto("accounts")
    .values({
      user_id: userId,
      account: link.link.account,
      position,
      link: JSON.stringify(link),
      unlinked: unlinked === undefined ? null : JSON.stringify(unlinked),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("account")
    .executeTakeFirst();
  return added !== undefined;
}

/** Sessions of accounts that have left end with their links. */
async function replaceAccounts(transaction: DatabaseTransaction, user: ReplicatedUser): Promise<boolean> {
  await transaction.deleteFrom("accounts").where("user_id", "=", user.userId).execute();
  for (const [position, entry] of user.accounts.entries())
    if (!(await addEntry(transaction, user, entry, position))) return false;
  const linked = new Set(linksNow(user.accounts).map(({ account }) => account));
  const gone = user.accounts.map(({ link }) => link.account).filter((account) => !linked.has(account));
  if (gone.length > 0) await transaction.deleteFrom("sessions").where("account", "in", gone).execute();
  return true;
}

async function replaceKeyBackups(transaction: DatabaseTransaction, user: ReplicatedUser): Promise<void> {
  await transaction.deleteFrom("key_backups").where("user_id", "=", user.userId).execute();
  for (const { slot, kind, parameters, ciphertext } of user.keyBackups)
    await transaction
      .insertInto("key_backups")
      .values({ user_id: user.userId, slot, kind, parameters: JSON.stringify(parameters), ciphertext })
      .execute();
}

/** A use is never taken back: what was used at two nodes counts as often as either says. */
async function raiseUses(transaction: DatabaseTransaction, user: ReplicatedUser): Promise<void> {
  for (const { grantId, uses } of user.writeGrantUses)
    await transaction
      .insertInto("write_grant_uses")
      .values({ owner_id: user.userId, grant_id: grantId, uses })
      .onConflict((conflict) =>
        conflict
          .columns(["owner_id", "grant_id"])
          .doUpdateSet({ uses })
          .where("write_grant_uses.uses", "<", uses),
      )
      .execute();
}

export function replaceUser(db: Database, user: ReplicatedUser): Promise<ReplaceUserOutcome> {
  return transact<ReplaceUserOutcome>(db, async (transaction, refuse) => {
    const { userId, createdBy, createdAtSeconds } = user;
    await transaction
      .insertInto("users")
      .values({ user_id: userId, created_by: createdBy, created_at: createdAtSeconds })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    if (await wasErased(transaction, userId)) return refuse("erased");
    await lockUser(transaction, userId);
    const held = await historyOf(transaction, userId);
    if (continuesHistory(held, user.accounts)) {
      if (!(await replaceAccounts(transaction, user))) return refuse("account-taken");
    } else if (!continuesHistory(user.accounts, held)) return refuse("unfit");
    if (!(await replaceKeyBindings(transaction, user))) return refuse("unfit");
    await replaceKeyBackups(transaction, user);
    await raiseUses(transaction, user);
    return "stored";
  });
}
