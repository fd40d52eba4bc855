import { ProblemError, TIMES } from "@idos/protocol";

/** An account link is made for now: an old one that turns up later may no longer be meant. */
export function requireFresh(issuedAt: number, nowSeconds: number): void {
  const ageSeconds = nowSeconds - issuedAt;
  if (ageSeconds > TIMES.signInAgeSecondsMax || ageSeconds < -TIMES.clockSkewSeconds)
    throw new ProblemError("ACCOUNT_LINK_INVALID", "The link was not signed just now.", {
      issuedAt,
      nodeTime: nowSeconds,
    });
}
