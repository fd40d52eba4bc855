import type { Finding, Verdict } from "./finding.ts";

const WORDS: Record<Verdict, string> = { ok: "ok", warning: "warning", problem: "PROBLEM" };

/** A line each, what to do below it. */
export function renderFindings(findings: readonly Finding[]): readonly string[] {
  const widthOf = (texts: readonly string[]): number => Math.max(0, ...texts.map(({ length }) => length)) + 2;
  const verdicts = widthOf(Object.values(WORDS));
  const parts = widthOf(findings.map(({ part }) => part));
  return findings.flatMap(({ part, verdict, says, todo }) => [
    `${WORDS[verdict].padEnd(verdicts)}${part.padEnd(parts)}${says}`,
    ...(todo === undefined ? [] : [`${" ".repeat(verdicts + parts)}-> ${todo}`]),
  ]);
}
