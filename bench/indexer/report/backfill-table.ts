import type { BackfillRun } from "../measure/backfill.ts";
import { ratio } from "../../common/statistics.ts";
import { type Scenario, scenarios } from "./group-runs.ts";
import { figure, spreadText, table } from "../../common/table.ts";

const OURS = "idOS";
const HEAD = [
  ...["contestant", "events/s", "idOS is faster by", "caught up, s", "peak memory, MB", "requests", "runs"],
  "equal to the oracle",
];

/** One table for each chain and latency. */
export function backfillTables(runs: readonly BackfillRun[]): string {
  return scenarios(runs)
    .map((scenario) => `**${scenarioTitle(scenario)}**\n\n${scenarioTable(scenario)}`)
    .join("\n\n");
}

export function scenarioTitle({ chain, latencyMs, events }: Scenario): string {
  return `${chain} blocks, ${figure(events)} events, RPC latency ${latencyMs} ms`;
}

function scenarioTable({ contestants }: Scenario): string {
  const ours = contestants.find(({ contestant }) => contestant === OURS);
  const rows = contestants.map((of) => [
    of.contestant,
    spreadText(of.eventsPerSecond),
    ours === undefined || of === ours ? "" : spreadText(ratio(ours.eventsPerSecond, of.eventsPerSecond)),
    ...[of.caughtUpSeconds, of.peakMegabytes, of.requests].map(spreadText),
    String(of.runs),
    of.equal ? "yes" : "NO",
  ]);
  return table(HEAD, rows);
}
