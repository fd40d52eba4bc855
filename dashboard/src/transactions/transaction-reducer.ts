import type { Progress } from "@idos/sdk";
import { isFinal, type TransactionState } from "./transaction-state.ts";

export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  /** Whether nothing of the transaction can be made any more, if it was sent. */
  readonly isFinal: boolean;
}

/** What a transaction is told. */
export type TransactionEvent =
  | { readonly told: "progress"; readonly progress: Progress }
  /** The SDK has done all that there was to do. */
  | { readonly told: "finished"; readonly hash: string; readonly blockNumber: number; readonly seen: boolean }
  | { readonly told: "failed"; readonly failure: Failure }
  | { readonly told: "slow" }
  | { readonly told: "replaced" }
  /** The page was loaded anew. */
  | { readonly told: "reloaded" };

export const STARTING: TransactionState = { stage: "preparing", done: 0, total: 0 };

/** Nothing moves what is final. */
export function reduceTransaction(state: TransactionState, event: TransactionEvent): TransactionState {
  if (isFinal(state)) return state;
  switch (event.told) {
    case "progress":
      return afterProgress(state, event.progress);
    case "finished": {
      const { hash, blockNumber, seen } = event;
      return { stage: "nodes-updated", hash, blockNumber, seen };
    }
    case "failed":
      return afterFailure(state, event.failure);
    case "slow":
      return state.stage === "submitted" ? { ...state, slow: true } : state;
    case "replaced":
      return state.stage === "submitted" ? { stage: "replaced", hash: state.hash } : state;
    case "reloaded":
      return state.stage === "preparing" || state.stage === "waiting-for-wallet"
        ? { stage: "interrupted" }
        : state;
  }
}

function afterProgress(state: TransactionState, progress: Progress): TransactionState {
  switch (progress.step) {
    case "records-wrapped":
      return { stage: "preparing", done: progress.done, total: progress.total };
    case "transaction-asked":
      return { stage: "waiting-for-wallet" };
    case "transaction-sent":
      return { stage: "submitted", hash: progress.transactionHash, slow: false };
    case "transaction-included":
      return { stage: "confirmed", hash: progress.transactionHash, blockNumber: progress.blockNumber };
    case "sign-in-asked":
    case "signed-in":
    case "node-left-out":
    case "node-failed":
    case "share-staged":
    case "share-taken-back":
    case "node-caught-up":
      return state;
  }
}

/** What is in a block stands, whatever a node says afterwards; what was sent may still be made unless it was undone. */
function afterFailure(state: TransactionState, { isFinal: isUndone, ...failure }: Failure): TransactionState {
  if (state.stage === "confirmed") return { ...state, stage: "nodes-updated", seen: false };
  if (state.stage === "submitted")
    return isUndone ? { stage: "failed", ...failure, hash: state.hash } : { ...state, slow: true };
  return failure.code === "WALLET_REJECTED" ? { stage: "rejected" } : { stage: "failed", ...failure };
}
