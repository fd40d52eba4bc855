import { TIMES } from "@idos/protocol";
import { type Finding, ok, problem, warning } from "./finding.ts";

/** A clock elsewhere, seen from here. */
export interface ClockFacts {
  readonly host: string;
  /** How far this machine's clock is ahead of it, negative where it is behind. */
  readonly aheadSeconds: number;
}

const PART = "clock";

/** HTTP tells whole seconds, and an answer takes its time. */
const PRECISION_SECONDS = 2;

/** Each endpoint's clock is one vote, so that one that is wrong decides nothing. */
export function judgeClock(clocks: readonly ClockFacts[]): Finding {
  const sorted = clocks.map(({ aheadSeconds }) => aheadSeconds).sort((one, other) => one - other);
  const median = sorted[Math.floor((sorted.length - 1) / 2)];
  if (median === undefined)
    return warning(PART, "no endpoint told the time", "compare this machine's clock yourself");
  const off = Math.abs(median);
  const says = `${off} s ${median < 0 ? "behind" : "ahead of"} ${clocks.map(({ host }) => host).join(", ")}`;
  const todo =
    "let this machine's clock be set by NTP: who signs in or reads is refused when it differs from his";
  if (off > TIMES.proofAgeSecondsMax / 2) return problem(PART, says, todo);
  if (off > TIMES.clockSkewSeconds) return warning(PART, says, todo);
  return ok(PART, off <= PRECISION_SECONDS ? `as at ${clocks.map(({ host }) => host).join(", ")}` : says);
}
