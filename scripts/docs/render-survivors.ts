import type { AcceptedSurvivor } from "../mutation/accepted-survivors.ts";

/** The table of the mutants that survive for a reason. */
export function renderSurvivors(accepted: readonly AcceptedSurvivor[]): string {
  // A bar would end the cell, also within code.
  const code = (text: string): string => `\`${text.replaceAll("|", "\\|")}\``;
  const rows = accepted.map(
    ({ place, before, after, reason }) => `| ${code(place)} | ${code(before)} | ${code(after)} | ${reason} |`,
  );
  return ["| where | text | survives as | because |", "|---|---|---|---|", ...rows].join("\n");
}
