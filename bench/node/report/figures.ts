import { spread } from "../../common/statistics.ts";
import { figure, spreadText, table } from "../../common/table.ts";
import type { NodeMemoryRun } from "../measure/memory.ts";
import type { WritesRun } from "../measure/writes.ts";
import type { PartName, Parts } from "../parts.ts";
import { readsTables } from "./reads-tables.ts";
import { percentText, sizeText } from "./texts.ts";

/** A part's figures in Markdown; undefined where it never ran. */
export function figures(part: PartName, { reads, writes, memory }: Parts): string | undefined {
  switch (part) {
    case "reads":
      return reads && readsTables(reads);
    case "writes":
      return writes && writesTable(writes);
    case "memory":
      return memory && memoryTable(memory);
  }
}

function writesTable(runs: readonly WritesRun[]): string {
  const head = ["database", "connections", "writes/s, saturated", "half of it, /s", "p50 / p99, ms"];
  const rows = runs.map((run) => [
    run.database,
    String(run.connections),
    spreadText(spread(run.rates)),
    figure(run.steadyRate),
    `${figure(run.p50Ms)} / ${figure(run.p99Ms)}`,
    percentText(run.refusedShare),
    ...[run.serverCpuMs, run.clientCores, run.peakRssBytes / 1e6].map(figure),
  ]);
  return table([...head, "refused", "node's CPU a write, ms", "client, cores", "peak memory, MB"], rows);
}

function memoryTable(runs: readonly NodeMemoryRun[]): string {
  const head = ["what", "connections", "seconds", "told to come again"];
  const rows = runs.map((run) => [
    `${run.count.toLocaleString("en")} ${run.work} of ${sizeText(run.payloadBytes)}`,
    ...[run.connections, run.seconds, run.refusals].map(figure),
    ...[run.beforeBytes, run.peakBytes, run.afterBytes].map((bytes) => figure(bytes / 1e6)),
  ]);
  return table([...head, "before, MB", "peak, MB", "after, MB"], rows);
}
