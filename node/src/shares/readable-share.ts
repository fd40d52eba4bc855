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

/** A request for a share, or for what it shows. */
export interface ShareRead {
  readonly share: Bytes32;
  readonly query: ShareReadQuery;
  /** Rejects where the request's proof was used before. */
  readonly useProof: () => Promise<void>;
}

/**
 * The share, for its owner or for whom the index of the named chain allows at `atLeast` or later; throws the refusal
 * otherwise. The reader names the chain, not the share: so a share on another one is refused as an unknown one is.
 */
export async function readableShare(
  parts: Parts,
  principal: Principal,
  { share: id, query: { chainId, atLeast, opening }, useProof }: ShareRead,
): Promise<ReadableShare> {
  const chain = chosenIndex(parts.indexes, chainId);
  const reached = await waitForBlock(parts, chain, atLeast);
  const found = await findShare(parts, id, chain.chainId);
  const isOwners = found !== undefined && found.share.ownerId === principal.userId;
  // An unknown share is looked up in the index like any other, so that refusing it takes the same path.
  const ownerAccount = found?.share.ownerAccount ?? principal.account;
  const presented = presentedGrant(principal.account, id, ownerAccount, opening);
  const checking = isOwners ? null : chain.reader.check(presented.owner, presented.handle);
  // In one round trip: both wait for Redis.
  const [check] = await Promise.all([checking, useProof()]);
  const resource = { kind: "share", share: found?.facts ?? null } as const;
  const index = check === null ? null : { presented, ...check };
  const decidedAt = check?.status.decidedAt;
  requireAllowed(authorize(principal, "read", resource, index, parts.nowSeconds()), decidedAt);
  if (found === undefined) throw refusal("ACCESS_NOT_GRANTED", decidedAt);
  if (decidedAt !== undefined) requireReached(decidedAt, reached);
  return { ...found, decidedAt: decidedAt ?? null };
}
