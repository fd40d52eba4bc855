import { type DidKey, type Origin, ProblemError } from "@idos/protocol";
import type { Parts } from "../access/parts.ts";

/** Another operator's node that this one exchanges owners' data with. */
export interface Peer {
  readonly origin: Origin;
  /** The key that its requests are signed with, and its receipts. */
  readonly key: DidKey;
}

/** The peer whose key this is. Throws PEER_UNKNOWN. */
export function requirePeer({ node }: Pick<Parts, "node">, key: DidKey): Peer {
  const peer = node.peers.find((each) => each.key === key);
  if (peer === undefined)
    throw new ProblemError("PEER_UNKNOWN", "The key is not that of a node that this one works with.");
  return peer;
}
