import { Counter, Gauge, type Registry } from "prom-client";
import type { Peer } from "../peer.ts";
import type { HeadOutcome } from "./pull-peer.ts";

/** What came from each peer, for the operator. */
export interface PeerCounts {
  seen(peer: Peer, outcome: HeadOutcome): void;
  received(peer: Peer, bytes: number): void;
  /** Its feed was read to the end then. */
  answered(peer: Peer, atSeconds: number): void;
}

export const noPeerCounts: PeerCounts = {
  seen: () => undefined,
  received: () => undefined,
  answered: () => undefined,
};

export function countPeers(metrics: Registry): PeerCounts {
  const registers = [metrics];
  const heads = new Counter({
    name: "idos_peer_heads_total",
    help: "Owners' heads that peers offered, by what came of them",
    labelNames: ["peer", "outcome"],
    registers,
  });
  const bytes = new Counter({
    name: "idos_peer_received_bytes_total",
    help: "Bytes that peers answered with",
    labelNames: ["peer"],
    registers,
  });
  const followed = new Gauge({
    name: "idos_peer_followed_timestamp_seconds",
    help: "When the peer's feed was last read to its end, in Unix seconds",
    labelNames: ["peer"],
    registers,
  });
  return {
    seen: ({ origin: peer }, outcome) => heads.inc({ peer, outcome }),
    received: ({ origin: peer }, count) => bytes.inc({ peer }, count),
    answered: ({ origin: peer }, atSeconds) => followed.set({ peer }, atSeconds),
  };
}
