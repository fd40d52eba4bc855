import { barChart } from "../../common/bar-chart.ts";
import { spread } from "../../common/statistics.ts";
import { figure } from "../../common/table.ts";
import type { OperationRun } from "../measure/envelopes.ts";
import type { SharingRun } from "../measure/sharing.ts";
import type { Parts } from "../parts.ts";
import { contentText } from "./texts.ts";

export const ENVELOPES_CHART = "benchmark-envelopes.svg";
export const SHARING_CHART = "benchmark-sharing.svg";
const OURS_COLOR = "#1f6feb";
const OTHER_COLOR = "#8c959f";

export function charts({ envelopes, sharing }: Parts): ReadonlyMap<string, string> {
  return new Map([
    ...(envelopes ? [[ENVELOPES_CHART, envelopesChart(envelopes)] as const] : []),
    ...(sharing ? [[SHARING_CHART, sharingChart(sharing)] as const] : []),
  ]);
}

function bar(label: string, ms: readonly number[], color: string) {
  const value = spread(ms);
  return { label, value, text: `${figure(value.median)} ms`, color };
}

function envelopesChart(runs: readonly OperationRun[]): string {
  return barChart({
    title: "Time of an envelope",
    note: "Milliseconds, less is better; the whisker is from the fastest round to the slowest.",
    panels: runs.map(({ operation, contentBytes, oursMs, bareMs }) => ({
      title: `${operation}, ${contentText(contentBytes)}`,
      bars: [bar("idOS", oursMs, OURS_COLOR), bar("bare libsodium", bareMs, OTHER_COLOR)],
    })),
  });
}

function sharingChart(runs: readonly SharingRun[]): string {
  return barChart({
    title: "Time of sharing one record",
    note: "Milliseconds for all grantees, less is better; the whisker is from the fastest round to the slowest.",
    panels: runs.map(({ contentBytes, grantees, wraps, copies }) => ({
      title: `${contentText(contentBytes)}, ${grantees} grantee${grantees === 1 ? "" : "s"}`,
      bars: [bar("wrapped keys", wraps.ms, OURS_COLOR), bar("copies", copies.ms, OTHER_COLOR)],
    })),
  });
}
