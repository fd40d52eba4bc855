import { type DecidedAt, ProblemError } from "@idos/protocol";
import type { Decision, Denial, Role } from "./authorize.ts";

/** Constant texts: an answer that hides whether something exists must not differ by a character. */
const DETAILS: Readonly<Record<Denial, string>> = {
  SCOPE_MISSING: "Sign in again with the scope that this needs.",
  NO_USER: "Have a provider of this node create an entry for this account first.",
  PROVIDER_ONLY: "This account is not among the node's providers.",
  SESSION_NOT_FOUND: "The caller has no session with this id.",
  RECORD_NOT_FOUND: "The caller has no record with this id.",
  SHARE_NOT_FOUND: "The caller has no share with this id.",
  REQUEST_NOT_FOUND: "The caller has no access request with this id to do this with.",
  INDEX_STALE: "The node's index of the chain is not up to date; try again shortly or ask another node.",
  ACCESS_NOT_GRANTED: "Either there is no such share or it is not granted to this account now.",
  GRANT_UNCONFIRMED: "The grant counts once it has the finality that the node's info names.",
};

/** What an index says, it says at a block of a chain. */
const DECIDED_BY_INDEX: ReadonlySet<Denial> = new Set([
  "INDEX_STALE",
  "ACCESS_NOT_GRANTED",
  "GRANT_UNCONFIRMED",
]);

/** `decidedAt`: where the index that was asked stands; absent where none was. */
export function refusal(code: Denial, decidedAt?: DecidedAt): ProblemError {
  if (decidedAt === undefined || !DECIDED_BY_INDEX.has(code)) return new ProblemError(code, DETAILS[code]);
  const { chainId, blockNumber } = decidedAt;
  return new ProblemError(code, DETAILS[code], { chainId, blockNumber });
}

/** Lets an allowed decision through; throws the denial as the problem to answer with. */
export function requireAllowed(decision: Decision, decidedAt?: DecidedAt): Role {
  if (decision.allow) return decision.as;
  throw refusal(decision.code, decidedAt);
}
