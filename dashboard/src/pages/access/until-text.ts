import { type HistoricGrant, NEVER_EXPIRES } from "@idos/sdk";
import { formatDate, formatRelative } from "../../format/dates.ts";

const ENDED = {
  revoked: "revoked",
  renounced: "given up by its reader",
  "revoked-all": "revoked with everything else",
} as const;

/** "until 4 May 2027 (in 3 weeks)", "revoked in block 812": how long a grant counts, or how it ended. */
export function untilText({ ended, expiresAt }: HistoricGrant, nowSeconds: number): string {
  if (ended !== null) return `${ENDED[ended.by]} in block ${ended.blockNumber}`;
  if (expiresAt === NEVER_EXPIRES) return "without an end";
  const seconds = Number(expiresAt);
  const when = `${formatDate(seconds)} (${formatRelative(seconds, nowSeconds)})`;
  return seconds <= nowSeconds ? `ended ${when}` : `until ${when}`;
}
