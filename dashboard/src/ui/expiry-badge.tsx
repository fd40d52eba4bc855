import { formatDate, nowSeconds } from "../format/dates.ts";
import { expiryState } from "../format/expiry-state.ts";
import { Badge, type Tone } from "./badge.tsx";

const LOOKS = {
  valid: { tone: "good", verb: "Valid until" },
  expiring: { tone: "warn", verb: "Expires" },
  expired: { tone: "bad", verb: "Expired" },
} as const satisfies Record<string, { tone: Tone; verb: string }>;

export function ExpiryBadge({ expiresAt }: { expiresAt: number }) {
  const { tone, verb } = LOOKS[expiryState(expiresAt, nowSeconds())];
  return (
    <Badge tone={tone}>
      {verb} {formatDate(expiresAt)}
    </Badge>
  );
}
