import { type Spread, spread } from "../../common/statistics.ts";
import { figure, spreadText, table } from "../../common/table.ts";
import type { OperationRun } from "../measure/envelopes.ts";
import type { SharingRun } from "../measure/sharing.ts";
import type { PartName, Parts } from "../parts.ts";
import { ENVELOPES_CHART, SHARING_CHART } from "./charts.ts";
import { contentText } from "./texts.ts";

/** A part's figures in Markdown; undefined where it never ran. */
export function figures(part: PartName, { envelopes, sharing }: Parts): string | undefined {
  switch (part) {
    case "envelopes":
      return envelopes && envelopesTable(envelopes);
    case "sharing":
      return sharing && sharingTable(sharing);
  }
}

/** Round by round: the two of one round were measured one after the other. */
export function roundRatios(ones: readonly number[], others: readonly number[]): Spread {
  return spread(ones.map((one, round) => one / (others[round] ?? NaN)));
}

function envelopesTable(runs: readonly OperationRun[]): string {
  const rows = runs.map(({ operation, contentBytes, oursMs, bareMs }) => [
    `${operation}, ${contentText(contentBytes)}`,
    spreadText(spread(oursMs)),
    spreadText(spread(bareMs)),
    spreadText(roundRatios(oursMs, bareMs)),
    operation === "wrap" ? "" : figure(contentBytes / 1e3 / spread(oursMs).median),
  ]);
  const head = ["what", "idOS, ms", "bare libsodium, ms", "idOS to bare", "idOS, MB/s"];
  return `![Time of an envelope](images/${ENVELOPES_CHART})\n\n${table(head, rows)}`;
}

function sharingTable(runs: readonly SharingRun[]): string {
  const rows = runs.map(({ contentBytes, grantees, wraps, copies }) => [
    `${contentText(contentBytes)}, ${grantees} grantee${grantees === 1 ? "" : "s"}`,
    spreadText(spread(wraps.ms)),
    spreadText(spread(copies.ms)),
    spreadText(roundRatios(copies.ms, wraps.ms)),
    ...[wraps.bytes / 1e3, copies.bytes / 1e3].map(figure),
  ]);
  const head = ["record", "wraps, ms", "copies, ms", "copies to wraps", "wraps, kB", "copies, kB"];
  return `![Time of sharing](images/${SHARING_CHART})\n\n${table(head, rows)}`;
}
