import type { SignedOwnerHead } from "@idos/protocol";
import type { Logger } from "pino";
import type { Peer } from "../peer.ts";
import type { PeerCounts } from "./peer-counts.ts";
import type { HeadOutcome } from "./pull-peer.ts";
import type { ReplicaRefused } from "./replica-fault.ts";

const EXPECTED: ReadonlySet<HeadOutcome> = new Set(["adopted", "held"]);

/** Counts what came of a head; says so where it is not what one expects of an honest peer that keeps up. */
export function logHead(
  logger: Logger,
  counts: PeerCounts,
  peer: Peer,
  outcome: HeadOutcome,
  { head }: SignedOwnerHead,
  error?: ReplicaRefused,
): void {
  counts.seen(peer, outcome);
  if (EXPECTED.has(outcome)) return;
  const level = outcome === "older" ? "info" : "warn";
  logger[level]({ peer: peer.origin, outcome, head, reason: error?.message }, "a peer's head");
}
