import type { ExpiresIn } from "@idos/sdk";

/** For how long a request is approved: as long as was asked, or shorter. */
export type ApprovedFor = "asked" | "1d" | "7d" | "30d" | "90d";

const SHORTER = [
  ["1d", "1 day", 86_400],
  ["7d", "7 days", 7 * 86_400],
  ["30d", "30 days", 30 * 86_400],
  ["90d", "90 days", 90 * 86_400],
] as const;

/** As long as asked, and every preset that is shorter. `accessUntil`: Unix seconds, null for no end. */
export function approvalChoices(
  accessUntil: number | null,
  nowSeconds: number,
): (readonly [ApprovedFor, string])[] {
  const shorter = SHORTER.filter(
    ([, , seconds]) => accessUntil === null || nowSeconds + seconds < accessUntil,
  );
  return [["asked", "As long as asked"], ...shorter.map(([length, name]) => [length, name] as const)];
}

/** What the SDK is told: nothing, for as long as was asked. */
export function approvedExpiry(approved: ApprovedFor): { readonly expiresIn?: ExpiresIn } {
  return approved === "asked" ? {} : { expiresIn: approved };
}
