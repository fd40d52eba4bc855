import type { DecidedAt } from "@idos/protocol";
import { authorize, type IndexFacts } from "../access/authorize.ts";
import { requireOwnUser } from "../access/own-user.ts";
import type { Parts } from "../access/parts.ts";
import { presentedGrant } from "../access/presented-grant.ts";
import type { Principal } from "../access/principal.ts";
import { refusal } from "../access/refuse.ts";
import type { Page, PageRequest } from "../storage/records.ts";
import type { StoredShare } from "../storage/shares.ts";
import { requireReached, waitForBlock } from "./at-least.ts";
import { shareFacts } from "./find-share.ts";

export interface ListedShares extends Page<StoredShare> {
  readonly decidedAt: DecidedAt | null;
}

export async function listOwnShares(
  parts: Parts,
  principal: Principal,
  page: PageRequest,
  atLeast: number | undefined,
): Promise<ListedShares> {
  const ownerId = requireOwnUser(principal, "read");
  await waitForBlock(parts, atLeast);
  return { ...(await parts.store.shares.sharesOwnedBy(ownerId, page)), decidedAt: null };
}

/** A page of the public shares to the caller that the index allows now; ungranted ones are left out of it. */
export async function listSharesToCaller(
  parts: Parts,
  principal: Principal,
  page: PageRequest,
  atLeast: number | undefined,
): Promise<ListedShares> {
  if (!principal.scopes.includes("read")) throw refusal("SCOPE_MISSING");
  await waitForBlock(parts, atLeast);
  const { items, next } = await parts.store.shares.sharesTo(principal.account, page);
  const status = await parts.index.status();
  const checked = await Promise.all(items.map((share) => checkShare(parts, principal, share)));
  // Each share is decided at its own reading of the index; the page is as fresh as the oldest of them.
  const statuses = [status, ...checked.map(({ index }) => index.status)];
  if (statuses.some(({ state }) => state !== "ready")) throw refusal("INDEX_STALE");
  const decidedAt = statuses
    .map((one) => one.decidedAt)
    .reduce((a, b) => (b.blockNumber < a.blockNumber ? b : a));
  requireReached(decidedAt.blockNumber, atLeast);
  return { items: checked.filter(({ allowed }) => allowed).map(({ share }) => share), next, decidedAt };
}

async function checkShare(
  parts: Parts,
  principal: Principal,
  share: StoredShare,
): Promise<{ share: StoredShare; index: IndexFacts; allowed: boolean }> {
  const presented = presentedGrant(principal.account, share.share, share.ownerAccount, undefined);
  const index = { presented, ...(await parts.index.check(presented.owner, presented.handle)) };
  // A listing shows no record, so no record's owner is in question.
  const resource = { kind: "share", share: await shareFacts(parts, share, []) } as const;
  const decision = authorize(principal, "read", resource, index, parts.nowSeconds());
  return { share, index, allowed: decision.allow && decision.as === "grantee" };
}
