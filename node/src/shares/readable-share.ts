import type { Bytes32, DecidedAt, ShareReadQuery } from "@idos/protocol";
import { authorize } from "../access/authorize.ts";
import { chosenIndex } from "../access/grant-indexes.ts";
import type { Parts } from "../access/parts.ts";
import { presentedGrant } from "../access/presented-grant.ts";
import type { Principal } from "../access/principal.ts";
import { refusal, requireAllowed } from "../access/refuse.ts";
import { requireReached, waitForBlock } from "./at-least.ts";
import { findShare, type FoundShare } from "./find-share.ts";

export interface ReadableShare extends FoundShare {
  /** Null for the owner, whose reads need no grant. */
  readonly decidedAt: DecidedAt | null;
}

/**
 * The share, for its owner or for whom the index of the named chain allows at `atLeast` or later; throws the refusal
 * otherwise. The reader names the chain, not the share: so a share on another one is refused as an unknown one is.
 */
export async function readableShare(
  parts: Parts,
  principal: Principal,
  id: Bytes32,
  { chainId, atLeast, opening }: ShareReadQuery,
): Promise<ReadableShare> {
  const chain = chosenIndex(parts.indexes, chainId);
  const reached = await waitForBlock(parts, chain, atLeast);
  const found = await findShare(parts, id, chain.chainId);
  const isOwners = found !== undefined && found.share.ownerId === principal.userId;
  // An unknown share is looked up in the index like any other, so that refusing it takes the same path.
  const ownerAccount = found?.share.ownerAccount ?? principal.account;
  const presented = presentedGrant(principal.account, id, ownerAccount, opening);
  const check = isOwners ? null : await chain.reader.check(presented.owner, presented.handle);
  const resource = { kind: "share", share: found?.facts ?? null } as const;
  const index = check === null ? null : { presented, ...check };
  const decidedAt = check?.status.decidedAt;
  requireAllowed(authorize(principal, "read", resource, index, parts.nowSeconds()), decidedAt);
  if (found === undefined) throw refusal("ACCESS_NOT_GRANTED", decidedAt);
  if (decidedAt !== undefined) requireReached(decidedAt, reached);
  return { ...found, decidedAt: decidedAt ?? null };
}
