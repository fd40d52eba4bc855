import "./transaction-card.css";
import { ExplorerLink } from "../chain/explorer-link.tsx";
import { Button } from "../ui/button.tsx";
import { intentText, stateText } from "./transaction-text.ts";
import { isFinal, type TransactionState } from "./transaction-state.ts";
import { TransactionTrail } from "./transaction-trail.tsx";
import type { Transaction } from "./transaction.ts";

const TONES: Readonly<Partial<Record<TransactionState["stage"], string>>> = {
  "nodes-updated": "good",
  failed: "bad",
  replaced: "warn",
  interrupted: "warn",
};

interface TransactionCardProps {
  readonly transaction: Transaction;
  readonly onDismiss?: (() => void) | undefined;
}

/** One transaction, from the wallet to the nodes. */
export function TransactionCard({ transaction: { intent, state }, onDismiss }: TransactionCardProps) {
  return (
    <div className={`transaction transaction-${TONES[state.stage] ?? "plain"}`}>
      <div className="row row-between">
        <h3>{intentText(intent)}</h3>
        {"hash" in state && state.hash !== undefined && <ExplorerLink hash={state.hash} />}
      </div>
      <TransactionTrail state={state} />
      <div className="row row-between">
        <p className="small" role="status">
          {stateText(state)}
        </p>
        {onDismiss !== undefined && isFinal(state) && (
          <Button look="quiet" onClick={onDismiss} aria-label={`Dismiss: ${intentText(intent)}`}>
            Dismiss
          </Button>
        )}
      </div>
    </div>
  );
}
