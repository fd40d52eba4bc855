import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { NodeKey } from "../../receipts/node-key.ts";
import type { Peer } from "../peer.ts";
import type { AdoptionParts } from "./adoption-parts.ts";
import { createPeerClient } from "./peer-client.ts";
import { logHead } from "./log-head.ts";
import type { PeerCounts } from "./peer-counts.ts";
import { pullPeer } from "./pull-peer.ts";

/** The longest that one answer of a peer may take: 16 MiB at less than 1 Mbit/s. */
const ANSWER_TIMEOUT_MS = 150_000;
const BACKOFF_MS_MAX = 60_000;

export interface PullingParts extends AdoptionParts {
  readonly peers: readonly Peer[];
  readonly key: NodeKey;
  readonly logger: Logger;
  readonly counts: PeerCounts;
  /** Between two looks at a peer's feed. */
  readonly pollIntervalMs: number;
}

/** Follows each peer's feed until it is stopped; one that fails is asked ever less often, and holds up no other. */
export function startPulling(parts: PullingParts): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const loops = parts.peers.map((peer) => follow(parts, peer, signal));
  return {
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

async function follow(parts: PullingParts, peer: Peer, signal: AbortSignal): Promise<void> {
  const { pollIntervalMs } = parts;
  let failures = 0;
  while (!signal.aborted) {
    failures = (await pullOnce(parts, peer, signal)) ? 0 : failures + 1;
    const waitMs = Math.min(pollIntervalMs * 2 ** failures, Math.max(BACKOFF_MS_MAX, pollIntervalMs));
    // Not all at once when many come back together.
    const spreadMs = failures === 0 ? waitMs : waitMs * (0.5 + Math.random() / 2);
    await sleep(spreadMs, undefined, { signal }).catch(() => undefined);
  }
}

/** False where it failed, whatever the reason: nothing of a peer's ends this node. */
export async function pullOnce(
  parts: Omit<PullingParts, "peers" | "pollIntervalMs">,
  peer: Peer,
  signal: AbortSignal,
): Promise<boolean> {
  const { key, nowSeconds, counts, logger } = parts;
  const onBytes = (count: number): void => counts.received(peer, count);
  const client = createPeerClient(peer, { key, nowSeconds, signal, onBytes, timeoutMs: ANSWER_TIMEOUT_MS });
  try {
    await pullPeer({ ...parts, onHead: (...seen) => logHead(logger, counts, peer, ...seen) }, peer, client);
    counts.answered(peer, nowSeconds());
    return true;
  } catch (error) {
    if (!signal.aborted) logger.warn({ err: error, peer: peer.origin }, "a peer cannot be followed now");
    return false;
  }
}
