import { useQueryClient } from "@tanstack/react-query";
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useSyncExternalStore,
} from "react";
import { HISTORY_KEY } from "../chain/grant-history.ts";
import { useReadProvider } from "../chain/read-provider.ts";
import { useSession } from "../session/session-context.ts";
import { SHARES_KEY } from "../session/shares.ts";
import { followTransaction } from "./follow-transaction.ts";
import type { Intent } from "./intent.ts";
import { type Operation, runTransaction } from "./run-transaction.ts";
import { storedTransactions } from "./stored-transactions.ts";
import { createTransactionList } from "./transaction-list.ts";
import type { Transaction } from "./transaction.ts";

interface Transactions {
  readonly all: readonly Transaction[];
  /** Resolves at once with its id; how it goes on is seen in `all`. */
  readonly start: (intent: Intent, operate: Operation) => string;
  readonly dismiss: (id: string) => void;
}

const TransactionsContext = createContext<Transactions | undefined>(undefined);

export function useTransactions(): Transactions {
  const transactions = use(TransactionsContext);
  if (transactions === undefined) throw new Error("no transactions around this component");
  return transactions;
}

/** Follows the account's transactions, also those of an earlier visit. */
export function TransactionsProvider({ children }: { children: ReactNode }) {
  const session = useSession();
  const provider = useReadProvider();
  const queries = useQueryClient();
  const list = useMemo(
    () =>
      createTransactionList(storedTransactions(localStorage, session.account), {
        newId: () => crypto.randomUUID(),
        nowMs: Date.now,
      }),
    [session.account],
  );
  const all = useSyncExternalStore(list.subscribe, list.all);
  const refresh = useCallback(async () => {
    await Promise.all([HISTORY_KEY, SHARES_KEY].map((queryKey) => queries.invalidateQueries({ queryKey })));
  }, [queries]);

  const { world, over } = useMemo(() => {
    const controller = new AbortController();
    return { over: controller, world: { list, session, provider, signal: controller.signal } };
  }, [list, session, provider]);

  useEffect(() => {
    for (const { id } of list.all()) void followTransaction(world, id).then(refresh);
    return () => over.abort();
  }, [list, world, over, refresh]);

  const transactions = useMemo(
    (): Transactions => ({
      all,
      start(intent, operate) {
        const id = list.add(intent);
        void runTransaction(world, { id, operate }).then(refresh);
        return id;
      },
      dismiss: list.remove,
    }),
    [all, list, world, refresh],
  );
  return <TransactionsContext value={transactions}>{children}</TransactionsContext>;
}
