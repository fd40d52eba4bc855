import type { Intent } from "./intent.ts";
import type { StoredTransactions } from "./stored-transactions.ts";
import { reduceTransaction, STARTING, type TransactionEvent } from "./transaction-reducer.ts";
import type { Transaction } from "./transaction.ts";

export type TransactionList = ReturnType<typeof createTransactionList>;

/** The account's transactions as a view follows them; every change is kept for a later visit. */
export function createTransactionList(
  stored: StoredTransactions,
  { newId, nowMs }: { readonly newId: () => string; readonly nowMs: () => number },
) {
  let transactions: readonly Transaction[] = stored
    .load()
    .map((it) => ({ ...it, state: reduceTransaction(it.state, { told: "reloaded" }) }));
  const listeners = new Set<() => void>();
  const show = (next: readonly Transaction[]): void => {
    transactions = next;
    for (const listener of listeners) listener();
  };
  const change = (id: string, to: (transaction: Transaction) => Transaction): void => {
    const before = transactions.find((it) => it.id === id);
    if (before === undefined) return;
    const after = to(before);
    stored.put(after);
    show(transactions.map((it) => (it.id === id ? after : it)));
  };
  return {
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    all: (): readonly Transaction[] => transactions,
    add: (intent: Intent): string => {
      const transaction: Transaction = { id: newId(), startedAtMs: nowMs(), intent, state: STARTING };
      stored.put(transaction);
      show([transaction, ...transactions]);
      return transaction.id;
    },
    tell: (id: string, event: TransactionEvent): void =>
      change(id, (it) => ({ ...it, state: reduceTransaction(it.state, event) })),
    setNonce: (id: string, nonce: number): void => change(id, (it) => ({ ...it, nonce })),
    remove: (id: string): void => {
      stored.remove(id);
      show(transactions.filter((it) => it.id !== id));
    },
  };
}
