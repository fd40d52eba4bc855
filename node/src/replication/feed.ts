import { type HeadFeed, LIMITS } from "@idos/protocol";
import type { Parts } from "../access/parts.ts";
import type { FeedHead } from "../storage/replicas.ts";
import type { Peer } from "./peer.ts";
import { presentHead } from "./present-head.ts";

/** The heads after a number that the peer may have. */
export async function readFeed({ store }: Parts, peer: Peer, after: number): Promise<HeadFeed> {
  // Before the heads, so that it is never ahead of them.
  const last = await store.replicas.lastSeq();
  const heads = await store.replicas.headsAfter(after, LIMITS.feedPageSizeMax);
  return {
    heads: heads.filter((head) => isFor(head, peer)).map((head) => ({ ...presentHead(head), seq: head.seq })),
    next: heads.at(-1)?.seq ?? after,
    last,
  };
}

/** Whether the owner lets the peer hold her data. */
export function isFor({ head: { nodes } }: Pick<FeedHead, "head">, { origin }: Peer): boolean {
  return nodes === null || nodes.includes(origin);
}
