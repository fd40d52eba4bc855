import type { Address, Bytes32 } from "@idos/protocol";
import type { AccessContract } from "../chain/access-contract.ts";
import type { ChainReceipt } from "../chain/receipt.ts";
import { IdosError, isIdosError } from "../errors/idos-error.ts";
import { nodeLied } from "../errors/node-lied.ts";
import { reachBlock } from "../http/while-catching-up.ts";
import type { IdosSession } from "../session/idos-session.ts";
import { verifyShareTerms } from "../verify/share-terms.ts";
import { listOwnShares } from "./shares-of-record.ts";

export interface AccessRevoked {
  readonly receipt: ChainReceipt;
  /** Whether the node has seen the revocation's block. It denies in any case, since its share is gone. */
  readonly nodeHasSeen: boolean;
}

/**
 * Ends a grant by a transaction, waits until the node has seen it, and destroys the share's wrapped keys. The grantee is
 * read from the share as the owner signed it, unless given. Throws GRANT_NOT_FOUND where the contract holds no such
 * grant (the share is destroyed all the same), WRONG_ACCOUNT where another account of the user made the grant.
 */
export async function revokeAccess(
  session: IdosSession,
  contract: AccessContract,
  { shareId, grantee }: { readonly shareId: Bytes32; readonly grantee: Address | undefined },
): Promise<AccessRevoked> {
  const to = grantee ?? (await granteeOf(session, shareId));
  const receipt = await contract.revoke(to, shareId).catch(async (error: unknown) => {
    if (isIdosError(error, "GRANT_NOT_FOUND")) await destroyShare(session, shareId);
    throw error;
  });
  const nodeHasSeen = await reachBlock(session.node, receipt.blockNumber);
  await destroyShare(session, shareId);
  return { receipt, nodeHasSeen };
}

/** Ends every grant of the signed-in account at once, and destroys the wrapped keys of its shares. */
export async function revokeAllAccess(
  session: IdosSession,
  contract: AccessContract,
): Promise<AccessRevoked> {
  const receipt = await contract.revokeAll();
  const nodeHasSeen = await reachBlock(session.node, receipt.blockNumber);
  for (const { share, ownerAccount } of await listOwnShares(session))
    if (ownerAccount === session.account) await destroyShare(session, share);
  return { receipt, nodeHasSeen };
}

async function granteeOf(session: IdosSession, shareId: Bytes32): Promise<Address> {
  const terms = await verifyShareTerms(await session.node.share(shareId), await session.user());
  if (terms.share !== shareId)
    throw nodeLied("share-identity", "The node hands over another share", { share: shareId });
  if (terms.ownerAccount !== session.account)
    throw new IdosError("WRONG_ACCOUNT", "Another account made this grant", { account: terms.ownerAccount });
  return terms.grantee;
}

/** One that is gone already, as after an answer that was lost, is destroyed. */
async function destroyShare({ node }: IdosSession, shareId: Bytes32): Promise<void> {
  await node.deleteShare(shareId).catch((error: unknown) => {
    if (!isIdosError(error, "SHARE_NOT_FOUND")) throw error;
  });
}
