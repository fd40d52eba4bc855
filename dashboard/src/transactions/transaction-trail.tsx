import "./transaction-trail.css";
import type { TransactionState } from "./transaction-state.ts";

const TRAIL = [
  ["Wallet", ["preparing", "waiting-for-wallet"]],
  ["Sent", ["submitted"]],
  ["Confirmed", ["confirmed"]],
  ["Nodes", ["nodes-updated"]],
] as const;

/** The four steps of a transaction that goes well. */
export function TransactionTrail({ state }: { state: TransactionState }) {
  const at = TRAIL.findIndex(([, stages]) => stages.some((stage) => stage === state.stage));
  if (at === -1) return null;
  return (
    <ol className="trail">
      {TRAIL.map(([name], step) => {
        const isDone = step < at || state.stage === "nodes-updated";
        const look = isDone ? "done" : step === at ? "now" : "later";
        return (
          <li
            key={name}
            className={`trail-step trail-${look}`}
            aria-current={look === "now" ? "step" : undefined}
          >
            <span className="trail-mark" aria-hidden="true" />
            {name}
            {isDone && <span className="visually-hidden"> (done)</span>}
          </li>
        );
      })}
    </ol>
  );
}
