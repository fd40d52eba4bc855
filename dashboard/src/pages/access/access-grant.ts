import type { Address, Bytes32, HistoricGrant, ShareTerms } from "@idos/sdk";
import { type GrantState, grantState, type Moment } from "./grant-state.ts";

/** One grant, as its owner sees it: what the chain says of it, and what she signed for it. */
export interface AccessGrant {
  readonly handle: Bytes32;
  readonly ownerAccount: Address;
  readonly state: GrantState;
  /** Null of a sealed one whose grantee cannot be read now. */
  readonly grantee: Address | null;
  readonly isSealed: boolean;
  /** What the chain knows; undefined where the share waits for its transaction. */
  readonly onChain: HistoricGrant | undefined;
  /** What the node has; undefined where the share is gone. */
  readonly share: ShareTerms | undefined;
}

/** Shares and the chain's grants, matched by owner and handle; the latest first. */
export function joinGrants(
  shares: readonly ShareTerms[],
  history: readonly HistoricGrant[],
  moment: Moment,
): AccessGrant[] {
  const shareAt = new Map(shares.map((share) => [share.ownerAccount + share.handle, share]));
  const known = history.map((grant) => {
    const share = shareAt.get(grant.owner + grant.handle);
    shareAt.delete(grant.owner + grant.handle);
    return ofChain(grant, share, moment);
  });
  return [...[...shareAt.values()].map((share) => waiting(share, moment)), ...known.reverse()];
}

function ofChain(onChain: HistoricGrant, share: ShareTerms | undefined, moment: Moment): AccessGrant {
  return {
    ...{ handle: onChain.handle, ownerAccount: onChain.owner, state: grantState(onChain, moment) },
    grantee: onChain.grantee ?? share?.grantee ?? null,
    isSealed: onChain.grantee === null,
    onChain,
    share,
  };
}

function waiting(share: ShareTerms, moment: Moment): AccessGrant {
  const { handle, ownerAccount, grantee, visibility } = share;
  const isSealed = visibility === "sealed";
  return {
    ...{ handle, ownerAccount, grantee, isSealed, share },
    state: grantState(undefined, moment),
    onChain: undefined,
  };
}

/** Whether it can be ended by the signed-in account's transaction. */
export function isRevocable({ state, ownerAccount, onChain }: AccessGrant, account: string): boolean {
  return onChain !== undefined && state !== "revoked" && state !== "expired" && ownerAccount === account;
}
