import { type ProblemCode, ProblemError, TIMES } from "@idos/protocol";

/** What links or unlinks is made for now: an old one that turns up later may no longer be meant. */
export function requireFresh(
  issuedAt: number,
  nowSeconds: number,
  code: ProblemCode = "ACCOUNT_LINK_INVALID",
): void {
  const ageSeconds = nowSeconds - issuedAt;
  if (ageSeconds > TIMES.signInAgeSecondsMax || ageSeconds < -TIMES.clockSkewSeconds)
    throw new ProblemError(code, "It was not signed just now.", {
      issuedAt,
      nodeTime: nowSeconds,
    });
}
