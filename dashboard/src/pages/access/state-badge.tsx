import { Badge, type Tone } from "../../ui/badge.tsx";
import type { GrantState } from "./grant-state.ts";

const LOOKS: Readonly<Record<GrantState, readonly [tone: Tone, name: string]>> = {
  pending: ["accent", "Pending"],
  active: ["good", "Active"],
  expiring: ["warn", "Ends soon"],
  expired: ["plain", "Expired"],
  revoked: ["bad", "Revoked"],
};

export function stateName(state: GrantState): string {
  return LOOKS[state][1];
}

export function StateBadge({ state }: { state: GrantState }) {
  const [tone, name] = LOOKS[state];
  return <Badge tone={tone}>{name}</Badge>;
}
