import type { GrantState, NodeEvent } from "@idos/protocol";
import type { IndexChanges } from "@idos/indexer";
import type { ChainIndex } from "../access/grant-indexes.ts";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import type { TouchedShare } from "../storage/shares.ts";

/**
 * The touched grants that are of the caller's own shares, or of public ones to her account: what her listings show, or
 * showed before it was deleted.
 */
export async function grantEvents(
  { store, nowSeconds }: Parts,
  { userId, account, contractChainId }: Principal,
  { chainId, reader }: ChainIndex,
  touched: NonNullable<IndexChanges["touched"]>,
): Promise<readonly NodeEvent[]> {
  if (touched.grants.length + touched.owners.length === 0) return [];
  const handles = [...new Set(touched.grants.map(({ handle }) => handle))];
  // One address may be of different people on different chains: a contract hears of what was granted on its own.
  const grantee = contractChainId === null || contractChainId === chainId ? account : null;
  const whose = { ownerId: userId, grantee, chainId };
  const shares = await store.shares.touchedShares(whose, { handles, ownerAccounts: touched.owners });
  const owners = new Map(touched.grants.map(({ owner, handle }) => [`${owner}${handle}`, true]));
  const concerned = shares.filter(
    ({ ownerAccount, handle }) =>
      owners.has(`${ownerAccount}${handle}`) || touched.owners.includes(ownerAccount),
  );
  return Promise.all(
    concerned.map(async (share) => {
      const { grant, status } = await reader.check(share.ownerAccount, share.handle);
      return eventOf(share, share.ownerId === userId ? "owner" : "grantee", grant, {
        decidedAt: status.decidedAt,
        nowSeconds: nowSeconds(),
      });
    }),
  );
}

function eventOf(
  { share, ownerAccount, deleted }: TouchedShare,
  as: "owner" | "grantee",
  grant: GrantState,
  { decidedAt, nowSeconds }: Pick<NodeEvent & { kind: "grant" }, "decidedAt"> & { nowSeconds: number },
): NodeEvent {
  const facts = { kind: "grant", as, share, ownerAccount, decidedAt } as const;
  // Who revokes deletes the share at once: it ends by either.
  if (deleted || grant.kind === "none" || grant.expiresAt <= BigInt(nowSeconds))
    return { ...facts, state: "ended", expiresAt: null };
  const state = grant.kind === "granted" ? "active" : "pending";
  return { ...facts, state, expiresAt: grant.expiresAt };
}
