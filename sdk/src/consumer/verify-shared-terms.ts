import { grantHandle, type SealOpening, sealedGrantHandle, type ShareSummary } from "@idos/protocol";
import { nodeLied } from "../errors/node-lied.ts";
import type { IdosSession } from "../session/idos-session.ts";
import type { VerifiedUser } from "../verify/public-user.ts";
import {
  claimedOwnerAccount,
  type PublicShareTerms,
  type SignedShare,
  verifyShareTerms,
} from "../verify/share-terms.ts";

/**
 * Another's share as its owner signed it, and who she is by her own signatures. `opening` is what she gave out for a
 * sealed share. Throws NODE_LIED, also where the share is for somebody else than the signed-in account.
 */
export async function verifySharedTerms(
  session: IdosSession,
  summary: ShareSummary,
  opening: SealOpening | undefined,
): Promise<{ terms: SignedShare; owner: VerifiedUser }> {
  const owner = await session.userOf(await claimedOwnerAccount(summary));
  const terms = await verifyShareTerms(summary, owner, session.deployment);
  if (!owner.accounts.includes(session.account)) requireForCaller(session, terms, opening);
  return { terms, owner };
}

/** As `verifySharedTerms`, of a share that the node lists as granted to the caller. */
export async function publicTermsForCaller(
  session: IdosSession,
  summary: ShareSummary,
): Promise<PublicShareTerms> {
  const { terms } = await verifySharedTerms(session, summary, undefined);
  if (terms.visibility === "public") return terms;
  throw nodeLied("share-grantee", "The node cannot know for whom a sealed share is", { share: terms.share });
}

/** The contract's grant says no more than the handle: that it is the caller's is known by its hash alone. */
function requireForCaller(
  { account }: IdosSession,
  { share, handle, ownerAccount }: SignedShare,
  opening: SealOpening | undefined,
): void {
  const own =
    opening === undefined ? grantHandle(account, share) : sealedGrantHandle(account, share, opening.salt);
  if (handle !== own) throw nodeLied("share-grantee", "The share is for another account", { share });
  if (opening !== undefined && opening.owner !== ownerAccount)
    throw nodeLied("share-owner", "The share is by another account than was asked for", {
      share,
      ownerAccount,
    });
}
