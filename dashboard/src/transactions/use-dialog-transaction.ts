import { useState } from "react";
import type { Intent } from "./intent.ts";
import type { Operation } from "./run-transaction.ts";
import type { Transaction } from "./transaction.ts";
import { useTransactions } from "./transactions-context.tsx";

/** The transaction that a dialog asks for. After one that was not made it may be asked for again. */
export interface DialogTransaction {
  readonly transaction: Transaction | undefined;
  /** "asking": the form waits for the wallet. "sent": there is nothing more to do here. */
  readonly phase: "form" | "asking" | "sent";
  readonly start: (intent: Intent, operate: Operation) => void;
}

export function useDialogTransaction(): DialogTransaction {
  const { all, start, dismiss } = useTransactions();
  const [id, setId] = useState<string>();
  const transaction = all.find((it) => it.id === id);
  return {
    transaction,
    phase: phaseOf(transaction),
    start(intent, operate) {
      if (id !== undefined) dismiss(id);
      setId(start(intent, operate));
    },
  };
}

function phaseOf(transaction: Transaction | undefined): DialogTransaction["phase"] {
  switch (transaction?.state.stage) {
    case "preparing":
    case "waiting-for-wallet":
      return "asking";
    case "submitted":
    case "confirmed":
    case "nodes-updated":
      return "sent";
    case "rejected":
    case "failed":
    case "replaced":
    case "interrupted":
    case undefined:
      return "form";
  }
}
