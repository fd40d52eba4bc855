import type { ShareSummary } from "@idos/protocol";
import { nodeLied } from "../errors/node-lied.ts";
import type { IdosSession } from "../session/idos-session.ts";
import type { VerifiedUser } from "../verify/public-user.ts";
import { claimedOwnerAccount, type ShareTerms, verifyShareTerms } from "../verify/share-terms.ts";

/**
 * Another's share as its owner signed it, and who she is by her own signatures. Throws NODE_LIED, also where it is
 * for somebody else than the signed-in account.
 */
export async function verifySharedTerms(
  session: IdosSession,
  summary: ShareSummary,
): Promise<{ terms: ShareTerms; owner: VerifiedUser }> {
  const owner = await session.userOf(await claimedOwnerAccount(summary));
  const terms = await verifyShareTerms(summary, owner);
  if (terms.grantee !== session.account && !owner.accounts.includes(session.account))
    throw nodeLied("share-grantee", "The share is for another account", { share: terms.share });
  return { terms, owner };
}
