import {
  type Bytes32,
  ProblemError,
  type ProblemValues,
  type putShareSchema,
  SHARE_DOCUMENT,
  type ShareDocument,
  shareHandle,
  TIMES,
  verifyStatement,
} from "@idos/protocol";
import type { z } from "zod";
import { followedChains, follows } from "../access/grant-indexes.ts";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import { linkedAccounts } from "../users/linked-accounts.ts";
import { ownEntry } from "../users/own-entry.ts";

/** Creates the caller's share or replaces it whole. */
export async function putShare(
  parts: Parts,
  principal: Principal,
  share: Bytes32,
  request: z.output<typeof putShareSchema>,
): Promise<void> {
  const user = await ownEntry(parts, principal, "share");
  const document = await requireDocument(request.document, principal);
  const { chainId, ownerAccount, purpose } = document;
  const grantee = "sealed" in document ? null : document.grantee;
  if (document.share !== share || document.owner !== user.userId)
    throw invalid("The document is of another share.");
  if (request.records.map(({ record }) => record).join() !== document.records.join())
    throw invalid("The keys are not those of the document's records.");
  const ageSeconds = parts.nowSeconds() - document.iat;
  if (ageSeconds > TIMES.proofAgeSecondsMax || ageSeconds < -TIMES.clockSkewSeconds)
    throw invalid("The document was not signed just now.");
  if (!linkedAccounts(user).includes(ownerAccount))
    throw invalid("The owner account is not linked to the caller.");
  if (!follows(parts.indexes, chainId)) {
    const values = { chainId, followed: followedChains(parts.indexes) };
    throw invalid("The node does not follow the chain of the share's grant.", values);
  }
  const outcome = await parts.store.shares.putShare({
    ...{
      share,
      ownerId: user.userId,
      chainId,
      ownerAccount,
      grantee,
      handle: shareHandle(document),
      purpose,
    },
    ...{ records: request.records, document: request.document, delegation: principal.delegation },
    createdAtSeconds: parts.nowSeconds(),
  });
  switch (outcome.kind) {
    case "stored":
      return;
    case "taken":
      throw new ProblemError("SHARE_TAKEN", "Draw a new share id; a share keeps its parties.", { share });
    case "record-unfit":
      throw new ProblemError("SHARE_INVALID", "A record is not the caller's or not at the named version.", {
        record: outcome.record,
      });
  }
}

/** The share as the calling session's key signed it. */
async function requireDocument(jws: string, principal: Principal): Promise<ShareDocument> {
  const verified = await verifyStatement(SHARE_DOCUMENT, jws);
  if (verified === undefined) throw invalid("The document is not one that the key it names has signed.");
  if (verified.sessionKey !== principal.sessionKey || verified.claims.author !== principal.account)
    throw invalid("The document is not signed by the calling session.");
  return verified.claims;
}

function invalid(detail: string, values?: ProblemValues): ProblemError {
  return new ProblemError("SHARE_INVALID", detail, values);
}
