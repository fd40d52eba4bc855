import type { Audit } from "../../indexer/src/audit/audit-index.ts";
import type { Difference } from "../../indexer/src/audit/difference.ts";
import { counted, wholeNumber } from "./progress.ts";

/** What `--json` gives: the last round's comparison, and the differences of all of them. */
export function auditFacts(rounds: readonly Audit[]) {
  const last = rounds.at(-1);
  return {
    equal: last?.found === 0,
    at: last?.at ?? null,
    ...{ grants: last?.grants ?? 0, keys: last?.keys ?? 0 },
    found: total(rounds, ({ found }) => found),
    repaired: total(rounds, ({ repaired }) => repaired),
    needsRebuild: last?.differences.some(needsRebuild) ?? false,
    differences: rounds.flatMap(({ differences }) => differences.map(withoutRepair)),
  };
}

/** The same for a person: each difference, then the sum. */
export function renderAudit(rounds: readonly Audit[], repair: boolean): string[] {
  const facts = auditFacts(rounds);
  const { found, repaired, differences } = facts;
  const more = found - differences.length;
  return [
    ...differences.map(
      ({ kind, where, holds, expected }) => `${kind}: ${where}: holds ${holds}; should hold ${expected}`,
    ),
    ...(more > 0 ? [`and ${wholeNumber(more)} more`] : []),
    ...(repair && found > 0 ? [`${wholeNumber(repaired)} of ${counted(found, "difference")} repaired`] : []),
    verdict(facts),
    ...advice(facts, repair),
  ];
}

function verdict({ equal, at, grants, keys, found }: ReturnType<typeof auditFacts>): string {
  const where =
    at === null ? "" : ` at block ${at.blockNumber} ${at.blockHash}, ${counted(at.events, "event")}`;
  const what = `${counted(grants, "grant")} in ${counted(keys, "key")}`;
  if (equal) return `equal to the contract${where}: ${what}`;
  return `different from the contract${where}: ${counted(found, "difference")}; ${what} compared`;
}

function advice({ equal, needsRebuild: rebuild }: ReturnType<typeof auditFacts>, repair: boolean): string[] {
  if (equal) return [];
  if (rebuild) return ["this cannot be mended piece by piece: ./idos index rebuild"];
  return [
    repair
      ? "run it again; if differences stay, ./idos index rebuild"
      : "./idos index audit --repair mends it",
  ];
}

function needsRebuild({ repair }: Difference): boolean {
  return repair.kind === "rebuild";
}

function withoutRepair({ kind, where, holds, expected, repair }: Difference) {
  return { kind, where, holds, expected, repair: repair.kind };
}

function total(rounds: readonly Audit[], count: (audit: Audit) => number): number {
  return rounds.reduce((sum, audit) => sum + count(audit), 0);
}
