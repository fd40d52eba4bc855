import type { AcceptedSurvivor } from "./accepted-survivors.ts";
import type { Mutant } from "./mutant.ts";

/** What came of each mutant. */
export interface Findings {
  readonly byTest: number;
  readonly byProperty: number;
  readonly byTime: readonly Mutant[];
  readonly refused: number;
  readonly same: number;
  readonly survivors: readonly Mutant[];
}

export interface Judged {
  readonly unexplained: readonly Mutant[];
  readonly explained: readonly AcceptedSurvivor[];
  /** Accepted, and not among the survivors. */
  readonly outdated: readonly AcceptedSurvivor[];
}

type Text = Pick<Mutant, "place" | "before" | "after">;

const reads = (one: Text, other: Text): boolean =>
  one.place === other.place && one.before === other.before && one.after === other.after;

export function judge(survivors: readonly Mutant[], accepted: readonly AcceptedSurvivor[]): Judged {
  return {
    unexplained: survivors.filter((mutant) => !accepted.some((each) => reads(each, mutant))),
    explained: accepted.filter((each) => survivors.some((mutant) => reads(each, mutant))),
    outdated: accepted.filter((each) => !survivors.some((mutant) => reads(each, mutant))),
  };
}

const told = ({ place, before, after }: Text): string => `  ${place}\n    - ${before}\n    + ${after}\n`;

/** The report's text. What was accepted and did not survive is of interest when every mutant was tried. */
export function renderReport(findings: Findings, judged: Judged, isWhole: boolean): string {
  const { byTest, byProperty, byTime, refused, same, survivors } = findings;
  const killed = byTest + byProperty + byTime.length;
  const section = (title: string, parts: readonly string[]): string =>
    parts.length === 0 ? "" : `\n${title}\n${parts.join("")}`;
  return [
    `${killed + refused + same + survivors.length} mutants\n`,
    `${killed} killed: ${byTest} by a test, ${byProperty} by a Solidity property, ${byTime.length} by time\n`,
    `${refused} refused by the compiler, ${same} that compile to the contract's own code\n`,
    `${survivors.length} survivors, ${survivors.length - judged.unexplained.length} of them for a written reason\n`,
    section("killed by time:", byTime.map(told)),
    section(
      "survived for a reason:",
      judged.explained.map((each) => `${told(each)}    ${each.reason}\n`),
    ),
    section("survived without a reason:", judged.unexplained.map(told)),
    section("accepted, but no survivor:", isWhole ? judged.outdated.map(told) : []),
  ].join("");
}
