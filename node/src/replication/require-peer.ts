import { type DidKey, ProblemError } from "@idos/protocol";
import type { Parts } from "../access/parts.ts";
import type { Peer } from "./peer.ts";

/** The peer whose key this is. Throws PEER_UNKNOWN. */
export function requirePeer({ node }: Pick<Parts, "node">, key: DidKey): Peer {
  const peer = node.peers.find((each) => each.key === key);
  if (peer === undefined)
    throw new ProblemError("PEER_UNKNOWN", "The key is not that of a node that this one works with.");
  return peer;
}
