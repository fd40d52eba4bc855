import type { Bytes32 } from "@idos/protocol";
import type { AccessContract } from "../chain/access-contract.ts";
import type { ChainReceipt } from "../chain/receipt.ts";
import { IdosError, isIdosError } from "../errors/idos-error.ts";
import { nodeLied } from "../errors/node-lied.ts";
import { reachBlock } from "../http/while-catching-up.ts";
import type { IdosSession } from "../session/idos-session.ts";

export interface AccessRevoked {
  readonly receipt: ChainReceipt;
  /** Whether the node has seen the revocation's block. It denies in any case, since its share is gone. */
  readonly nodeHasSeen: boolean;
}

/**
 * Ends a grant by a transaction, waits until the node has seen it, and destroys the share's wrapped keys.
 * Throws GRANT_NOT_FOUND where the contract holds no such grant (the share is destroyed all the same),
 * WRONG_ACCOUNT where another account of the user made the grant.
 */
export async function revokeAccess(
  session: IdosSession,
  contract: AccessContract,
  shareId: Bytes32,
): Promise<AccessRevoked> {
  const { share, grantee, ownerAccount } = await session.node.share(shareId);
  if (share !== shareId)
    throw nodeLied("share-identity", "The node hands over another share", { share: shareId });
  if (ownerAccount !== session.account)
    throw new IdosError("WRONG_ACCOUNT", "Another account made this grant", { account: ownerAccount });
  const receipt = await contract.revoke(grantee, shareId).catch(async (error: unknown) => {
    if (isIdosError(error, "GRANT_NOT_FOUND")) await destroyShare(session, shareId);
    throw error;
  });
  const nodeHasSeen = await reachBlock(session.node, receipt.blockNumber);
  await destroyShare(session, shareId);
  return { receipt, nodeHasSeen };
}

/** One that is gone already, as after an answer that was lost, is destroyed. */
async function destroyShare({ node }: IdosSession, shareId: Bytes32): Promise<void> {
  await node.deleteShare(shareId).catch((error: unknown) => {
    if (!isIdosError(error, "SHARE_NOT_FOUND")) throw error;
  });
}
