import { TIMES } from "../limits.ts";
import type { Origin } from "../origin.ts";
import type { Bytes32 } from "../primitives.ts";
import type { Manifest } from "./manifest.ts";
import type { OwnerHead } from "./owner-head.ts";

/** A head with the hash of its JWS. */
export interface HashedHead {
  readonly head: OwnerHead;
  readonly hash: Bytes32;
}

/**
 * What a node does with a genuine head that somebody offers.
 *
 * replace: it is newer. replace-fork: it is newer, and names another head than the held one as its predecessor; the owner
 * signed two. keep: it is the held one. rollback: it is older. equivocation: it is another head of the held revision, and
 * the first one stays. from-future: its time is ahead of the node's. not-here: the owner does not want it at this node.
 */
export type HeadDecision =
  "replace" | "replace-fork" | "keep" | "rollback" | "equivocation" | "from-future" | "not-here";

export function decideHead(
  held: HashedHead | undefined,
  offered: HashedHead,
  at: { readonly node: Origin; readonly nowSeconds: number },
): HeadDecision {
  const { head, hash } = offered;
  if (held?.hash === hash) return "keep";
  if (head.iat > at.nowSeconds + TIMES.headSkewSeconds) return "from-future";
  if (head.nodes !== null && !head.nodes.includes(at.node)) return "not-here";
  if (held === undefined || head.revision > held.head.revision + 1) return "replace";
  if (head.revision < held.head.revision) return "rollback";
  if (head.revision === held.head.revision) return "equivocation";
  return head.prev === held.hash ? "replace" : "replace-fork";
}

/** Why a newer head cannot be followed: it brings back what its owner replaced or deleted. */
export type ManifestFault = "older-record" | "undeleted-share";

/** What a head's manifest would undo of the held one's. What it leaves out stays, until a later head says more. */
export function manifestFault(held: Manifest, offered: Manifest): ManifestFault | undefined {
  const versions = new Map(held.records.map(({ record, version }) => [record, version]));
  if (offered.records.some(({ record, version }) => version < (versions.get(record) ?? 0)))
    return "older-record";
  const deleted = new Set(held.shares.flatMap(({ share, item }) => (item === null ? [share] : [])));
  return offered.shares.some(({ share, item }) => item !== null && deleted.has(share))
    ? "undeleted-share"
    : undefined;
}
