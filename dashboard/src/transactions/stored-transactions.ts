import { type Transaction, transactionSchema } from "./transaction.ts";

const KEPT_MAX = 20;

/**
 * An account's transactions in this browser, each under a key of its own, so that two tabs do not undo what the other
 * keeps. What does not parse is forgotten.
 */
export function storedTransactions(storage: Storage, account: string) {
  const prefix = `idos.transaction.${account.toLowerCase()}.`;
  const parse = (key: string): Transaction | undefined => {
    try {
      return transactionSchema.parse(JSON.parse(storage.getItem(key) ?? ""));
    } catch {
      return undefined;
    }
  };
  const remove = (id: string): void => storage.removeItem(prefix + id);
  return {
    remove,
    put: (transaction: Transaction): void =>
      storage.setItem(prefix + transaction.id, JSON.stringify(transaction)),
    /** The latest first, and not more than are worth keeping. */
    load(): readonly Transaction[] {
      const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? "");
      const found = keys.filter((key) => key.startsWith(prefix)).map(parse);
      const known = found.filter((transaction) => transaction !== undefined);
      const latest = known.sort((one, other) => other.startedAtMs - one.startedAtMs);
      for (const { id } of latest.slice(KEPT_MAX)) remove(id);
      return latest.slice(0, KEPT_MAX);
    },
  };
}
export type StoredTransactions = ReturnType<typeof storedTransactions>;
