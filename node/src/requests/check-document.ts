import { ACCESS_REQUEST, type AccessRequestDocument, TIMES, verifyStatement } from "@idos/protocol";
import { followedChains, follows } from "../access/grant-indexes.ts";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import { invalid } from "./invalid.ts";

/** The request as the calling session's key signed it just now. Throws REQUEST_INVALID. */
export async function checkDocument(
  { indexes, nowSeconds }: Parts,
  principal: Principal,
  jws: string,
): Promise<AccessRequestDocument> {
  const verified = await verifyStatement(ACCESS_REQUEST, jws);
  if (verified === undefined) throw invalid("The document is not one that the key it names has signed.");
  const { claims, sessionKey } = verified;
  if (sessionKey !== principal.sessionKey || claims.requester !== principal.account)
    throw invalid("The document is not signed by the calling session.");
  if (!follows(indexes, claims.chainId)) {
    const values = { chainId: claims.chainId, followed: followedChains(indexes) };
    throw invalid("The node does not follow the chain of the grant that is asked for.", values);
  }
  if (principal.contractChainId !== null && principal.contractChainId !== claims.chainId)
    throw invalid("The requester's contract asks for grants on its own chain only.", {
      chainId: principal.contractChainId,
    });
  checkTimes(claims, nowSeconds());
  return claims;
}

function checkTimes({ iat, expiresAt, accessUntil }: AccessRequestDocument, nowSeconds: number): void {
  const ageSeconds = nowSeconds - iat;
  if (ageSeconds > TIMES.proofAgeSecondsMax || ageSeconds < -TIMES.clockSkewSeconds)
    throw invalid("The document was not signed just now.");
  if (expiresAt <= nowSeconds) throw invalid("The request has expired.");
  if (expiresAt > iat + TIMES.requestTtlSecondsMax)
    throw invalid("The request lasts too long.", { expiresAtMax: iat + TIMES.requestTtlSecondsMax });
  if (accessUntil !== null && accessUntil <= nowSeconds)
    throw invalid("The access that is asked for would be over already.");
}
