import type { Intent } from "./intent.ts";
import type { StoredTransactions } from "./stored-transactions.ts";
import { reduceTransaction, STARTING, type TransactionEvent } from "./transaction-reducer.ts";
import type { Transaction } from "./transaction.ts";

export type TransactionList = ReturnType<typeof createTransactionList>;

/** The account's transactions as a view follows them; every change is kept for a later visit. */
export function createTransactionList(stored: StoredTransactions, newId: () => string) {
  let transactions: readonly Transaction[] = stored
    .load()
    .map((it) => ({ ...it, state: reduceTransaction(it.state, { told: "reloaded" }) }));
  const listeners = new Set<() => void>();
  const change = (next: readonly Transaction[]): void => {
    transactions = next;
    stored.save(next);
    for (const listener of listeners) listener();
  };
  const update = (id: string, to: (transaction: Transaction) => Transaction): void =>
    change(transactions.map((it) => (it.id === id ? to(it) : it)));
  return {
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    all: (): readonly Transaction[] => transactions,
    add(intent: Intent): string {
      const id = newId();
      change([{ id, intent, state: STARTING }, ...transactions]);
      return id;
    },
    tell: (id: string, event: TransactionEvent): void =>
      update(id, (it) => ({ ...it, state: reduceTransaction(it.state, event) })),
    setNonce: (id: string, nonce: number): void => update(id, (it) => ({ ...it, nonce })),
    remove: (id: string): void => change(transactions.filter((it) => it.id !== id)),
  };
}
