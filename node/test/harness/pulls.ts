import type { AdoptionParts } from "../../src/replication/pull/adoption-parts.ts";
import { createPeerClient } from "../../src/replication/pull/peer-client.ts";
import { type HeadOutcome, pullPeer } from "../../src/replication/pull/pull-peer.ts";
import { type ReplicaFault, ReplicaRefused } from "../../src/replication/pull/replica-fault.ts";
import type { Peer } from "../../src/replication/peer.ts";
import type { NodeKey } from "../../src/receipts/node-key.ts";

export interface PullResult {
  /** What came of each head, in the feed's order. */
  readonly outcomes: readonly HeadOutcome[];
  /** Why the peer could not be followed to the end. */
  readonly broken: ReplicaFault | undefined;
}

export interface PullFromParts extends Omit<AdoptionParts, "nowSeconds"> {
  readonly key: NodeKey;
  readonly clock: () => number;
}

const TIMEOUT_MS = 10_000;

export async function pullFrom({ key, clock, ...parts }: PullFromParts, from: Peer): Promise<PullResult> {
  const outcomes: HeadOutcome[] = [];
  const nowSeconds = (): number => Math.floor(clock() / 1000);
  const { signal } = new AbortController();
  const client = createPeerClient(from, {
    ...{ key, nowSeconds, signal, timeoutMs: TIMEOUT_MS },
    onBytes: () => undefined,
  });
  try {
    await pullPeer({ ...parts, nowSeconds, onHead: (outcome) => outcomes.push(outcome) }, from, client);
    return { outcomes, broken: undefined };
  } catch (error) {
    if (!(error instanceof ReplicaRefused)) throw error;
    return { outcomes, broken: error.fault };
  }
}
