import type { Bytes32, Origin, Receipt, SeenReceipt } from "@idos/protocol";
import { verifyReceiptChain } from "@idos/protocol";
import { IdosError, isIdosError } from "../errors/idos-error.ts";
import { nodeLied } from "../errors/node-lied.ts";
import { collectPages } from "../http/collect-pages.ts";
import type { IdosSession, SessionNode } from "../session/idos-session.ts";

/** Up to where each node's log was seen: to be kept, and given with the next look, so that no node cuts its log back. */
export type SeenLogs = Readonly<Record<string, SeenReceipt>>;

/** Who read what of the user's, as the nodes signed it. */
export interface AccessLog {
  /** Who read what, from all nodes, the newest first. */
  readonly reads: readonly Receipt[];
  readonly seen: SeenLogs;
  /** Nodes whose log could not be had now. */
  readonly missing: readonly Origin[];
}

/**
 * The receipts of reads of the user's data, of every node of the session, each node's chain verified by its key and, where
 * `seen` is given, to lead back to what was seen before. Throws NODE_LIED.
 */
export async function readAccessLog(session: IdosSession, seen: SeenLogs): Promise<AccessLog> {
  const { userId } = await session.user();
  const reads: Receipt[] = [];
  const newest: Record<string, SeenReceipt> = { ...seen };
  const missing: Origin[] = [];
  for (const node of await session.nodes()) {
    const receipts = await logAt(node).catch((error: unknown) => {
      if (!isIdosError(error, "NODE_UNREACHABLE", "DEPENDENCY_UNAVAILABLE", "OVERLOADED")) throw error;
      missing.push(node.origin);
      return undefined;
    });
    if (receipts === undefined) continue;
    const chain = await verifiedLog(node, userId, receipts, seen[node.origin]);
    reads.push(...chain.receipts);
    if (chain.newest !== undefined) newest[node.origin] = chain.newest;
  }
  if (missing.length > 0 && reads.length === 0 && missing.length === (await session.nodes()).length)
    throw new IdosError("NODE_UNREACHABLE", "No node answers", { nodes: missing.join(" ") });
  return { reads: reads.toSorted((a, b) => b.iat - a.iat), seen: newest, missing };
}

/** None where the user has no entry at the node. */
function logAt({ client }: SessionNode): Promise<readonly string[]> {
  return collectPages(async (cursor) => {
    const { receipts, next } = await client.accessLog(cursor);
    return { items: receipts, next };
  }).catch((error: unknown) => {
    if (isIdosError(error, "NO_USER")) return [];
    throw error;
  });
}

async function verifiedLog(
  { origin, info }: SessionNode,
  owner: Bytes32,
  receipts: readonly string[],
  seen: SeenReceipt | undefined,
) {
  const expected = { nodeKey: info.key, owner, ...(seen !== undefined && { seen }) };
  const chain = await verifyReceiptChain(receipts, expected);
  if (!("fault" in chain)) {
    const oldest = chain.receipts.at(-1);
    // The whole log was asked for, so that it must reach back to its beginning.
    if (oldest === undefined || oldest.seq === 1) return chain;
  }
  const values = "fault" in chain ? { fault: chain.fault, at: chain.at } : { fault: "gap" };
  throw nodeLied("receipts", "The node's log of reads does not hold", { node: origin, ...values });
}
