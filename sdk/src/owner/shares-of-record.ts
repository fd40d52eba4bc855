import type { Bytes32 } from "@idos/protocol";
import type { AccessViews } from "../chain/access-views.ts";
import { isIdosError } from "../errors/idos-error.ts";
import { collectPages } from "../http/collect-pages.ts";
import type { IdosSession } from "../session/idos-session.ts";
import { type SignedShare, verifyShareTerms } from "../verify/share-terms.ts";
import { granteeKeyOf } from "./grantee-key.ts";
import { openGrantee } from "./share-grantee.ts";

export interface SharesOfRecord {
  readonly kept: readonly { readonly share: Bytes32; readonly granteeKey: Bytes32 }[];
  /**
   * They lose the record: their grant has ended or the account that made it has left the user, a public one's grantee has no published key, or a sealed one does not
   * say to its owner's present keys for whom it is.
   */
  readonly dropped: readonly Bytes32[];
}

/** The signed-in user's shares on the session's chain, each as she signed it. */
export async function listOwnShares(
  session: Pick<IdosSession, "user" | "node" | "deployment">,
): Promise<SignedShare[]> {
  const owner = await session.user();
  const { chainId } = session.deployment;
  return collectPages(async (cursor) => {
    const { shares, next } = await session.node.shares({ as: "owner", chainId, cursor });
    return {
      items: await Promise.all(shares.map((share) => verifyShareTerms(share, owner, { chainId }))),
      next,
    };
  });
}

/**
 * The shares that hold a record, with the keys to wrap its next content key for. What a share
 * holds is what the owner signed, and whether its grant lives is asked of the contract: on a node's word nobody gets
 * a key.
 */
export async function sharesOfRecord(
  session: IdosSession,
  contract: AccessViews,
  record: Bytes32,
): Promise<SharesOfRecord> {
  const kept: { share: Bytes32; granteeKey: Bytes32 }[] = [];
  const dropped: Bytes32[] = [];
  const { accounts } = await session.user();
  for (const signed of await listOwnShares(session)) {
    if (!signed.records.includes(record)) continue;
    // What an account grants that has left is no longer the owner's word.
    const isHers = accounts.includes(signed.ownerAccount);
    const granteeKey = isHers ? await keyOfGrantee(session, contract, signed) : undefined;
    if (granteeKey === undefined) dropped.push(signed.share);
    else kept.push({ share: signed.share, granteeKey });
  }
  return { kept, dropped };
}

/**
 * A sealed share's key is the one that she granted it with: to look him up at the node each time would tell for whom it
 * is.
 */
async function keyOfGrantee(
  session: IdosSession,
  contract: AccessViews,
  signed: SignedShare,
): Promise<Bytes32 | undefined> {
  if (!(await contract.isInForce(signed.ownerAccount, signed.handle))) return undefined;
  if (signed.visibility === "sealed") return (await openGrantee(signed, session.keys.current()))?.granteeKey;
  return granteeKeyOf(session, signed.grantee).catch((error: unknown) => {
    if (isIdosError(error, "RECIPIENT_HAS_NO_KEY")) return undefined;
    throw error;
  });
}
