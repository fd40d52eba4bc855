import { type ProblemCode, ProblemError, TIMES } from "@idos/protocol";

/** Whether something was signed just now. */
export function isFresh(issuedAt: number, nowSeconds: number): boolean {
  const ageSeconds = nowSeconds - issuedAt;
  return ageSeconds <= TIMES.signInAgeSecondsMax && ageSeconds >= -TIMES.clockSkewSeconds;
}

/** What links or unlinks is made for now: an old one that turns up later may no longer be meant. */
export function requireFresh(
  issuedAt: number,
  nowSeconds: number,
  code: ProblemCode = "ACCOUNT_LINK_INVALID",
): void {
  if (!isFresh(issuedAt, nowSeconds))
    throw new ProblemError(code, "It was not signed just now.", {
      issuedAt,
      nodeTime: nowSeconds,
    });
}
