import { NEVER_EXPIRES } from "@idos/sdk";
import { formatDate, formatRelative } from "./dates.ts";

/** "until 4 May 2027 (in 3 weeks)", of a grant's expiry. */
export function expiryText(expiresAt: bigint, nowSeconds: number): string {
  if (expiresAt === NEVER_EXPIRES) return "without an end";
  const seconds = Number(expiresAt);
  const when = `${formatDate(seconds)} (${formatRelative(seconds, nowSeconds)})`;
  return seconds <= nowSeconds ? `ended ${when}` : `until ${when}`;
}
