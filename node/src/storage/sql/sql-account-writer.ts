import {
  type AccountHistory,
  type Bytes32,
  LIMITS,
  linkFault,
  linkNow,
  linksNow,
  type SignedAccountLink,
  unlinkFault,
} from "@idos/protocol";
import type { AccountWriter, LinkOutcome } from "../users.ts";
import { accountRowSchema, toAccountEntry } from "./account-entry.ts";
import { lockUser } from "./lock-user.ts";
import type { Database, DatabaseTransaction } from "./tables.ts";
import { transact } from "./transact.ts";

export async function historyOf(transaction: DatabaseTransaction, userId: Bytes32): Promise<AccountHistory> {
  const rows = await transaction
    .selectFrom("accounts")
    .select(["link", "unlinked"])
    .where("user_id", "=", userId)
    .orderBy("position")
    .execute();
  return rows.map((row) => toAccountEntry(accountRowSchema.parse(row)));
}

/** False when the account belongs to a user already. */
export async function addAccount(
  transaction: DatabaseTransaction,
  userId: Bytes32,
  link: SignedAccountLink,
  position: number,
): Promise<boolean> {
  const added = await transaction
    .insertInto("accounts")
    .values({ user_id: userId, account: link.link.account, position, link: JSON.stringify(link) })
    .onConflict((conflict) => conflict.doNothing())
    .returning("account")
    .executeTakeFirst();
  return added !== undefined;
}

/** What a history cannot take would make the whole of it unverifiable, so it is looked at under the lock. */
function refusalOf(history: AccountHistory, { link }: SignedAccountLink): LinkOutcome | undefined {
  const fault = linkFault(history, link);
  if (fault === "linked") return "account-taken";
  if (fault !== undefined || linkNow(history, link.linkedBy) === undefined) return "unfit";
  const isFull =
    linksNow(history).length >= LIMITS.linkedAccountsMax || history.length >= LIMITS.accountHistoryMax;
  return isFull ? "limit-reached" : undefined;
}

export function sqlAccountWriter(db: Database): AccountWriter {
  return {
    linkAccount: (userId, link) =>
      transact<LinkOutcome>(db, async (transaction) => {
        await lockUser(transaction, userId);
        const history = await historyOf(transaction, userId);
        const refusal = refusalOf(history, link);
        if (refusal !== undefined) return refusal;
        return (await addAccount(transaction, userId, link, history.length)) ? "linked" : "account-taken";
      }),

    unlinkAccount: (userId, unlinked) =>
      transact<"unlinked" | "unfit">(db, async (transaction) => {
        await lockUser(transaction, userId);
        const history = await historyOf(transaction, userId);
        const { account, unlinkedBy } = unlinked.unlink;
        if (unlinkFault(history, unlinked) !== undefined || linkNow(history, unlinkedBy) === undefined)
          return "unfit";
        await transaction
          .updateTable("accounts")
          .set({ unlinked: JSON.stringify(unlinked) })
          .where("user_id", "=", userId)
          .where("account", "=", account)
          .where("unlinked", "is", null)
          .execute();
        await transaction.deleteFrom("sessions").where("account", "=", account).execute();
        return "unlinked";
      }),
  };
}
