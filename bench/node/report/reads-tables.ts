import { spread } from "../../common/statistics.ts";
import { figure, spreadText, table } from "../../common/table.ts";
import { OURS } from "../contestants/contestant.ts";
import { type Reads, STEADY_CONNECTIONS, type SteadyReads } from "../measure/reads.ts";
import { ratioTo, type ReadScenario, readScenarios } from "./compare-reads.ts";
import { READS_CHART } from "./chart-files.ts";
import { goalsTable } from "./goals.ts";
import { percentText, sizeText } from "./texts.ts";

const SATURATED = [
  "contestant",
  "reads/s",
  "idOS to it",
  "refused",
  "server's CPU a read, ms",
  "client, cores",
];
const PLOT = `![Authorized reads per second](images/${READS_CHART})`;
const STEADY = ["contestant", "reads/s", "p50, ms", "p99, ms", "peak memory, MB"];

/** The goals, a table for each payload and number of connections, and the times at half of saturation. */
export function readsTables(reads: Reads): string {
  const saturated = readScenarios(reads.saturated).map(
    (scenario) => `**${scenarioTitle(scenario)}, saturated**\n\n${scenarioTable(scenario)}`,
  );
  const steady = [...Map.groupBy(reads.steady, ({ payloadBytes }) => payloadBytes)].map(
    ([payloadBytes, runs]) =>
      `**${sizeText(payloadBytes)}, ${STEADY_CONNECTIONS} connections, at half of each one's own saturation**\n\n` +
      steadyTable(runs),
  );
  return [goalsTable(reads), PLOT, ...saturated, ...steady].join("\n\n");
}

export function scenarioTitle({ payloadBytes, connections }: ReadScenario): string {
  return `${sizeText(payloadBytes)}, ${connections} connection${connections === 1 ? "" : "s"}`;
}

function scenarioTable(scenario: ReadScenario): string {
  const rows = scenario.runs.map(({ contestant, rates, refusedShare, serverCpuMs, clientCores }) => {
    const ratio = contestant === OURS ? undefined : ratioTo(contestant, scenario);
    return [
      contestant,
      spreadText(spread(rates)),
      ratio === undefined ? "" : spreadText(ratio),
      percentText(refusedShare),
      ...[serverCpuMs, clientCores].map(figure),
    ];
  });
  return table(SATURATED, rows);
}

function steadyTable(runs: readonly SteadyReads[]): string {
  const rows = runs.map(({ contestant, rate, p50Ms, p99Ms, peakRssBytes }) => [
    contestant,
    ...[rate, p50Ms, p99Ms, peakRssBytes / 1e6].map(figure),
  ]);
  return table(STEADY, rows);
}
