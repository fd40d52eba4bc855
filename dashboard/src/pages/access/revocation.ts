import type { AccessContract, GrantKey } from "@idos/sdk";
import type { Intent } from "../../transactions/intent.ts";
import type { Operation } from "../../transactions/run-transaction.ts";
import { type AccessGrant, isRevocable } from "./access-grant.ts";

/** What is to end. */
export interface Revocation {
  /** "all": every grant of the account, whether it is among `grants` or not. */
  readonly kind: "some" | "all";
  readonly grants: readonly AccessGrant[];
}

/** A revocation as its dialog and its transaction need it. */
export interface RevocationPlan {
  readonly title: string;
  readonly button: string;
  readonly intent: Intent;
  /** Names the plan among others. */
  readonly key: readonly string[];
  readonly estimate: (contract: AccessContract) => Promise<bigint>;
  readonly operate: Operation;
}

export function revocationPlan({ kind, grants }: Revocation): RevocationPlan {
  const shares = grants.flatMap(({ share }) => (share === undefined ? [] : [share.share]));
  const key = [kind, ...grants.map(({ handle }) => handle)];
  if (kind === "all")
    return {
      ...{ title: "Revoke everything?", button: "Revoke everything", key },
      intent: { kind: "revoke-all", shares },
      estimate: (contract) => contract.estimateRevokeAll(),
      operate: (owner) => owner.revokeAll(),
    };
  const [grant, ...others] = grants;
  if (grant === undefined) throw new TypeError("there is nothing to revoke");
  const grantees = grants.flatMap(({ grantee }) => (grantee === null ? [] : [grantee]));
  const intent: Intent = { kind: "revoke", grantees, shares };
  if (others.length === 0)
    return { title: "Revoke access?", button: "Revoke", intent, key, ...singlePlan(grant) };
  return {
    ...{ title: `Revoke ${grants.length} grants?`, button: `Revoke ${grants.length} in one transaction` },
    ...{ intent, key },
    estimate: (contract) => contract.estimateRevokeMany(grants.flatMap(publicKeyOf)),
    operate: (owner) => owner.revokeMany(shares),
  };
}

/** By what the chain knows the grant by, so that it needs no word of a node. */
function singlePlan(grant: AccessGrant): Pick<RevocationPlan, "estimate" | "operate"> {
  const { handle, share } = grant;
  const [known] = publicKeyOf(grant);
  if (known !== undefined)
    return {
      estimate: (contract) => contract.estimateRevokeMany([known]),
      operate: (owner) => owner.revoke(known.shareId, { grantee: known.grantee }),
    };
  if (share === undefined) throw new TypeError("a sealed grant without its share cannot be revoked alone");
  return {
    estimate: (contract) => contract.estimateRevokeSealed(handle),
    operate: (owner) => owner.revoke(share.share, { handle }),
  };
}

function publicKeyOf({ onChain }: AccessGrant): GrantKey[] {
  if (onChain === undefined || onChain.grantee === null || onChain.shareId === null) return [];
  return [{ grantee: onChain.grantee, shareId: onChain.shareId }];
}

/** Whether it can end by a transaction of its own. */
export function canRevokeAlone(grant: AccessGrant, account: string): boolean {
  return isRevocable(grant, account) && (publicKeyOf(grant).length === 1 || grant.share !== undefined);
}

/** Whether it can end together with others: a sealed one needs a transaction of its own. */
export function canRevokeTogether(grant: AccessGrant, account: string): boolean {
  return isRevocable(grant, account) && !grant.isSealed && grant.share !== undefined;
}
