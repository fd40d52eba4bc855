import type { Address, Bytes32, DecidedAt, ListSharesQuery } from "@idos/protocol";
import { authorize, type IndexFacts, type ShareFacts } from "../access/authorize.ts";
import { type ChainIndex, chosenIndex } from "../access/grant-indexes.ts";
import { requireOwnUser } from "../access/own-user.ts";
import type { Parts } from "../access/parts.ts";
import { presentedGrant } from "../access/presented-grant.ts";
import type { Principal } from "../access/principal.ts";
import { refusal } from "../access/refuse.ts";
import type { Page } from "../storage/records.ts";
import type { OwnedShare, StoredShare } from "../storage/shares.ts";
import { linkedAccounts } from "../users/linked-accounts.ts";
import { requireReached, waitForBlock } from "./at-least.ts";
import { listedShareFacts } from "./find-share.ts";

export interface ListedShares extends Page<StoredShare | OwnedShare> {
  readonly decidedAt: DecidedAt | null;
}

type ListQuery = Omit<ListSharesQuery, "as">;

export async function listOwnShares(
  parts: Parts,
  principal: Principal,
  { chainId, atLeast, ...page }: ListQuery,
): Promise<ListedShares> {
  const ownerId = requireOwnUser(principal, "read");
  const chain = chosenIndex(parts.indexes, chainId);
  await waitForBlock(parts, chain, atLeast);
  const whose = { ownerId, chainId: chain.chainId };
  return { ...(await parts.store.shares.sharesOwnedBy(whose, page)), decidedAt: null };
}

/** A page of the public shares to the caller that the chain's index allows now; ungranted ones are left out of it. */
export async function listSharesToCaller(
  parts: Parts,
  principal: Principal,
  { chainId, atLeast, ...page }: ListQuery,
): Promise<ListedShares> {
  if (!principal.scopes.includes("read")) throw refusal("SCOPE_MISSING");
  const chain = chosenIndex(parts.indexes, chainId);
  const reached = await waitForBlock(parts, chain, atLeast);
  const whose = { grantee: principal.account, chainId: chain.chainId };
  const { items, next } = await parts.store.shares.sharesTo(whose, page);
  const status = await chain.reader.status();
  const accountsOf = ownersAccounts(parts);
  const checked = await Promise.all(
    items.map(async (share) => {
      const facts = listedShareFacts(share, await accountsOf(share.ownerId));
      return checkShare(parts, chain, principal, { share, facts });
    }),
  );
  // Each share is decided at its own reading of the index; the page is as fresh as the oldest of them.
  const statuses = [status, ...checked.map(({ index }) => index.status)];
  const stale = statuses.find(({ state }) => state !== "ready");
  if (stale !== undefined) throw refusal("INDEX_STALE", stale.decidedAt);
  const decidedAt = statuses
    .map((one) => one.decidedAt)
    .reduce((a, b) => (b.blockNumber < a.blockNumber ? b : a));
  requireReached(decidedAt, reached);
  return { items: checked.filter(({ allowed }) => allowed).map(({ share }) => share), next, decidedAt };
}

/** Each owner is looked up once, however many shares of hers are on the page. */
function ownersAccounts({ store }: Parts): (ownerId: Bytes32) => Promise<readonly Address[]> {
  const asked = new Map<Bytes32, Promise<readonly Address[]>>();
  return (ownerId) => {
    const accounts = asked.get(ownerId) ?? store.users.userById(ownerId).then(linkedAccounts);
    asked.set(ownerId, accounts);
    return accounts;
  };
}

async function checkShare(
  parts: Parts,
  { reader }: ChainIndex,
  principal: Principal,
  { share, facts }: { readonly share: StoredShare; readonly facts: ShareFacts },
): Promise<{ share: StoredShare; index: IndexFacts; allowed: boolean }> {
  const presented = presentedGrant(principal.account, share.share, share.ownerAccount, undefined);
  const index = { presented, ...(await reader.check(presented.owner, presented.handle)) };
  const resource = { kind: "share", share: facts } as const;
  const decision = authorize(principal, "read", resource, index, parts.nowSeconds());
  return { share, index, allowed: decision.allow && decision.as === "grantee" };
}
