import type { Bytes32 } from "@idos/protocol";
import type { AccessTransactions } from "../chain/access-transactions.ts";
import type { GrantKey } from "../chain/grant-terms.ts";
import type { ChainReceipt } from "../chain/receipt.ts";
import { IdosError, isIdosError } from "../errors/idos-error.ts";
import { reachBlock } from "../http/while-catching-up.ts";
import type { IdosSession } from "../session/idos-session.ts";
import { type GrantToEnd, grantToEnd, isShareOf } from "./grant-to-end.ts";
import { destroyPresentationsIn } from "./presentation.ts";
import { listOwnShares } from "./shares-of-record.ts";

/** A grant that its owner has ended. */
export interface AccessRevoked {
  readonly receipt: ChainReceipt;
  /** Whether the node has seen the revocation's block. It denies in any case, since its share is gone. */
  readonly nodeHasSeen: boolean;
}

/**
 * Ends a grant by a transaction, waits until the node has seen it, and destroys the share's wrapped keys. Throws
 * CONTRACT_NOT_GRANTED or CONTRACT_NOT_GRANTED_SEALED where there is no such grant (the share is destroyed all the
 * same), WRONG_ACCOUNT where another account of the user made it. A share of another grant than the one that is `known`
 * is left alone: that grant is still in force, and its share is what it is found and ended by.
 */
export async function revokeAccess(
  session: IdosSession,
  contract: AccessTransactions,
  shareId: Bytes32,
  known?: GrantToEnd,
): Promise<AccessRevoked> {
  const grant = known ?? (await grantToEnd(session, shareId));
  const sharesEnded = async () =>
    known === undefined || (await isShareOf(session, shareId, known)) ? [shareId] : [];
  const end = () =>
    "handle" in grant ? contract.revokeSealed(grant.handle) : contract.revoke(grant.grantee, shareId);
  const receipt = await end().catch(async (error: unknown) => {
    if (isIdosError(error, "CONTRACT_NOT_GRANTED", "CONTRACT_NOT_GRANTED_SEALED"))
      await destroyShares(session, await sharesEnded());
    throw error;
  });
  return afterEnd(session, receipt, await sharesEnded());
}

/**
 * As `revokeAccess`, for many public shares in one transaction; one whose grant has ended already, as by its grantee's
 * renouncing it, stops none of the others. Throws CONTRACT_NOTHING_TO_CHANGE where all have (the shares are destroyed
 * all the same), ARGUMENT_INVALID for a sealed one.
 */
export async function revokeManyAccess(
  session: IdosSession,
  contract: AccessTransactions,
  shareIds: readonly Bytes32[],
): Promise<AccessRevoked> {
  const grants: GrantKey[] = [];
  for (const shareId of shareIds) {
    const grant = await grantToEnd(session, shareId);
    if ("handle" in grant) {
      const values = { argument: "shareIds", value: shareId };
      throw new IdosError("ARGUMENT_INVALID", "A sealed share needs a transaction of its own", values);
    }
    grants.push({ grantee: grant.grantee, shareId });
  }
  const receipt = await contract.revokeMany(grants).catch(async (error: unknown) => {
    if (isIdosError(error, "CONTRACT_NOTHING_TO_CHANGE")) await destroyShares(session, shareIds);
    throw error;
  });
  return afterEnd(session, receipt, shareIds);
}

/** Ends every grant of the signed-in account at once, and destroys the wrapped keys of its shares. */
export async function revokeAllAccess(
  session: IdosSession,
  contract: AccessTransactions,
): Promise<AccessRevoked> {
  const receipt = await contract.revokeAll();
  const shares = await listOwnShares(session);
  const ended = shares.filter(({ ownerAccount }) => ownerAccount === session.account);
  return afterEnd(
    session,
    receipt,
    ended.map(({ share }) => share),
  );
}

async function afterEnd(
  session: IdosSession,
  receipt: ChainReceipt,
  ended: readonly Bytes32[],
): Promise<AccessRevoked> {
  const nodeHasSeen = await reachBlock(session, "owner", receipt.blockNumber);
  await destroyShares(session, ended);
  return { receipt, nodeHasSeen };
}

/** With what was presented in them. One that is gone already, as after an answer that was lost, is destroyed. */
async function destroyShares(session: IdosSession, shareIds: readonly Bytes32[]): Promise<void> {
  for (const shareId of shareIds)
    await session.node.deleteShare(shareId).catch((error: unknown) => {
      if (!isIdosError(error, "SHARE_NOT_FOUND")) throw error;
    });
  if (shareIds.length > 0) await destroyPresentationsIn(session, shareIds);
}
