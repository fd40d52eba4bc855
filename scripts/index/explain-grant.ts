import type { GrantEvent, GrantState, IndexStatus } from "@idos/protocol";
import type { GrantQuestion } from "./parse-arguments.ts";

/** An event of the contract and where it stands on the chain. */
export interface EventPlace {
  readonly event: GrantEvent;
  readonly blockNumber: number;
  readonly transactionHash: string;
  readonly logIndex: number;
}

/** What the chain holds of one grant up to the indexed block. */
export interface GrantHistory {
  /** The newest that made, changed or ended it. */
  readonly last: EventPlace | undefined;
  /** The owner's newest revokeAll, where it came after `last`. */
  readonly revokedAll: EventPlace | undefined;
}

export type Verdict =
  | "allowed"
  | "never granted"
  | "revoked"
  | "renounced"
  | "ended by revokeAll"
  | "expired"
  | "unconfirmed"
  | "index not ready"
  | "index contradicts the chain";

export interface ExplainFacts {
  readonly question: GrantQuestion;
  readonly grant: GrantState;
  readonly status: IndexStatus;
  readonly history: GrantHistory;
  /** Unix seconds, by this machine. */
  readonly nowSeconds: number;
}

export interface Explanation extends Omit<ExplainFacts, "nowSeconds"> {
  readonly allowed: boolean;
  readonly verdict: Verdict;
  /** Blocks until an unconfirmed grant counts. */
  readonly blocksToGo: number | undefined;
}

/** Why a node decides as it does, from what its index says and what the chain holds. */
export function explainGrant({ nowSeconds, ...facts }: ExplainFacts): Explanation {
  const { grant, status } = facts;
  const verdict = verdictOf(facts, nowSeconds);
  const waits = verdict === "unconfirmed" && grant.kind !== "none";
  const blocksToGo = waits ? Math.max(0, grant.sinceBlock - status.confirmedBlockNumber) : undefined;
  return { ...facts, allowed: verdict === "allowed", verdict, blocksToGo };
}

function verdictOf(
  { grant, status, history }: Omit<ExplainFacts, "nowSeconds">,
  nowSeconds: number,
): Verdict {
  if (status.state !== "ready") return "index not ready";
  const end = endOf(history);
  if (grant.kind === "none") return end ?? "index contradicts the chain";
  if (end !== undefined) return "index contradicts the chain";
  // By the later of both clocks, as the node decides.
  if (grant.expiresAt <= BigInt(Math.max(nowSeconds, status.blockTime))) return "expired";
  return grant.kind === "granted" ? "allowed" : "unconfirmed";
}

/** Why the contract counts no such grant; undefined where it does, until it expires. */
function endOf({ last, revokedAll }: GrantHistory): Verdict | undefined {
  switch (last?.event.kind) {
    case undefined:
      return "never granted";
    case "revoked":
    case "revoked-sealed":
      return "revoked";
    case "renounced":
      return "renounced";
    case "granted":
    case "granted-sealed":
    case "revoked-all":
    case "messages-voided":
    case "change-skipped":
      return revokedAll === undefined ? undefined : "ended by revokeAll";
  }
}
