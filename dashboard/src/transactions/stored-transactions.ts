import { z } from "zod";
import { type Transaction, transactionSchema } from "./transaction.ts";

const KEPT_MAX = 20;
const listSchema = z.array(transactionSchema);

/** An account's transactions in this browser, the latest first. What does not parse is forgotten. */
export function storedTransactions(
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">,
  account: string,
) {
  const key = `idos.transactions.${account.toLowerCase()}`;
  return {
    load(): readonly Transaction[] {
      try {
        return listSchema.parse(JSON.parse(storage.getItem(key) ?? "[]"));
      } catch {
        return [];
      }
    },
    save(transactions: readonly Transaction[]): void {
      if (transactions.length === 0) storage.removeItem(key);
      else storage.setItem(key, JSON.stringify(transactions.slice(0, KEPT_MAX)));
    },
  };
}
export type StoredTransactions = ReturnType<typeof storedTransactions>;
