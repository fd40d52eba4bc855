import { shortAccount } from "../format/short-account.ts";
import type { Intent } from "./intent.ts";
import type { TransactionState } from "./transaction-state.ts";

function counted(count: number, one: string): string {
  return count === 1 ? `one ${one}` : `${count} ${one}s`;
}

/** What a transaction is for, in a few words. */
export function intentText(intent: Intent): string {
  switch (intent.kind) {
    case "grant":
      return `Give ${shortAccount(intent.grantee)} access to ${counted(intent.records, "record")}`;
    case "revoke": {
      const [grantee, ...others] = new Set(intent.grantees);
      const whose = grantee !== undefined && others.length === 0 ? ` of ${shortAccount(grantee)}` : "";
      return intent.shares.length === 1
        ? `Revoke access${whose}`
        : `Revoke ${counted(intent.shares.length, "grant")}${whose}`;
    }
    case "revoke-all":
      return "Revoke everything";
  }
}

/** Where it stands, and what there is to do. */
export function stateText(state: TransactionState): string {
  switch (state.stage) {
    case "preparing":
      return state.total === 0
        ? "Getting ready…"
        : `Encrypting for the reader: ${state.done} of ${state.total}`;
    case "waiting-for-wallet":
      return "Confirm it in your wallet";
    case "submitted":
      return state.slow
        ? "This takes longer than usual. It may still be made: look into your wallet."
        : "On its way to a block";
    case "confirmed":
      return `In block ${state.blockNumber}. Your nodes are being updated…`;
    case "nodes-updated":
      return state.seen
        ? "Done. Your nodes know."
        : "Done on the chain. Your nodes will see it when they catch up.";
    case "rejected":
      return "You declined in your wallet. Nothing was changed.";
    case "failed":
      return `${state.message}. ${state.remedy}`;
    case "replaced":
      return "Another transaction of your wallet took its place. Nothing of this one was made.";
    case "interrupted":
      return "The page was left before your wallet answered. If you confirmed it there, you see its effect below soon.";
  }
}
