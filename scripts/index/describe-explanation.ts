import { NEVER_EXPIRES } from "@idos/protocol";
import type { EventPlace, Explanation } from "./explain-grant.ts";
import type { GrantQuestion } from "./parse-arguments.ts";
import { counted } from "./progress.ts";
import { timeOf } from "./render-facts.ts";

/** The explanation in sentences, the answer first. */
export function describeExplanation(explanation: Explanation): string[] {
  const { question, status } = explanation;
  const { blockNumber, blockHash } = status.decidedAt;
  return [
    `${explanation.allowed ? "Allowed" : "Denied"}: ${whatIsAsked(question)}.`,
    ...reasons(explanation),
    `Decided at block ${blockNumber} ${blockHash}; grants count up to block ${status.confirmedBlockNumber}.`,
  ];
}

function whatIsAsked({ owner, handle, parties }: GrantQuestion): string {
  return parties === undefined
    ? `the grant ${handle} of ${owner}`
    : `${parties.grantee} reads the share ${parties.shareId} of ${owner}`;
}

function reasons(explanation: Explanation): string[] {
  const { verdict, grant, status, history, blocksToGo } = explanation;
  const { last, revokedAll } = history;
  switch (verdict) {
    case "allowed":
      return [`Granted ${at(last)}.`, `${expiry(grant)}.`];
    case "unconfirmed":
      return [
        `Granted ${at(last)}, which is not confirmed yet: it waits for ${counted(blocksToGo ?? 0, "block")} more.`,
        `${expiry(grant)}.`,
      ];
    case "expired":
      return [`Granted ${at(last)}.`, `${expiry(grant)}, which is over.`];
    case "revoked":
      return [`The owner revoked it ${at(last)}.`];
    case "renounced":
      return [`The grantee renounced it ${at(last)}.`];
    case "ended by revokeAll":
      return [`It was granted ${at(last)}.`, `The owner ended all her grants ${at(revokedAll)}.`];
    case "never granted":
      return ["The contract has no event of such a grant: compare owner, grantee, share and salt."];
    case "index not ready":
      return [
        `The index is ${status.state}, and then nobody but the owner is allowed: see ./idos index status.`,
        ...(last === undefined ? [] : [`The newest event of the grant is ${nameOf(last)} ${at(last)}.`]),
      ];
    case "index contradicts the chain":
      return [
        `The index says ${grant.kind}; the newest event of the grant is ${nameOf(last)} ${at(last)}.`,
        ...(revokedAll === undefined ? [] : [`The owner ended all her grants ${at(revokedAll)}.`]),
        "Run ./idos index audit.",
      ];
  }
}

function nameOf(place: EventPlace | undefined): string {
  return place?.event.kind ?? "none";
}

function at(place: EventPlace | undefined): string {
  if (place === undefined) return "nowhere on the chain";
  return `in block ${place.blockNumber}, transaction ${place.transactionHash}, log ${place.logIndex}`;
}

function expiry(grant: Explanation["grant"]): string {
  if (grant.kind === "none" || grant.expiresAt === NEVER_EXPIRES) return "It does not expire";
  return `It ends at ${timeOf(grant.expiresAt)}`;
}
