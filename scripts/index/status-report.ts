import type { IndexStatus } from "@idos/protocol";
import type { IndexDetails } from "./index-details.ts";

/** The chain's head as its RPC says; or why it does not. */
export type HeadSeen = { readonly number: number; readonly time: number } | { readonly silent: string };

/** Everything that `./idos index status` tells. */
export interface StatusReport {
  readonly status: IndexStatus;
  /** Undefined where Redis holds no index of this contract under the prefix. */
  readonly details: IndexDetails | undefined;
  readonly head: HeadSeen;
  readonly lag: { readonly blocks: number; readonly seconds: number } | undefined;
  /** What to do next; undefined where there is nothing. */
  readonly advice: string | undefined;
}

export function reportStatus(
  status: IndexStatus,
  details: IndexDetails | undefined,
  head: HeadSeen,
): StatusReport {
  const lag =
    "silent" in head
      ? undefined
      : {
          // An RPC may be behind the one that the index was made from.
          blocks: Math.max(0, head.number - status.decidedAt.blockNumber),
          seconds: Math.max(0, head.time - status.blockTime),
        };
  return { status, details, head, lag, advice: adviceFor(status, details, head) };
}

function adviceFor(
  status: IndexStatus,
  details: IndexDetails | undefined,
  head: HeadSeen,
): string | undefined {
  if (details === undefined)
    return "no index of this contract is here: start the node, or compare IDOS_REDIS_URL, IDOS_REDIS_PREFIX, IDOS_CHAIN_ID and IDOS_CONTRACT with the node's";
  switch (status.state) {
    case "ready":
      return "silent" in head ? "the index is still fresh; mend the RPC before it is stale" : undefined;
    case "backfilling":
      return "the index reads history: wait; its blocks must grow from one look to the next";
    case "stale":
      return "silent" in head
        ? "the RPC does not answer: mend it, or name another one"
        : "the RPC answers here: is the node running, and does it reach Redis?";
    case "unhealthy":
      return "compare with ./idos index audit; where the reason is the RPC, name another one; ./idos index rebuild reads everything anew";
  }
}
