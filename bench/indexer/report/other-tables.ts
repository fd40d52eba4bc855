import type { CheckRun } from "../measure/check.ts";
import type { LatencyRun } from "../measure/latency.ts";
import type { MemoryRun } from "../measure/memory.ts";
import { figure, spreadText, table } from "../../common/table.ts";

export function latencyTable(runs: readonly LatencyRun[]): string {
  const rows = runs.map(({ way, rpcLatencyMs, samples, p50Ms, p99Ms, maxMs }) => [
    way === "polling" ? "polling each 250 ms" : "subscription",
    ...[rpcLatencyMs, samples, p50Ms, p99Ms, maxMs].map(figure),
  ]);
  return table(["new heads by", "RPC latency, ms", "samples", "p50, ms", "p99, ms", "max, ms"], rows);
}

export function memoryTable(runs: readonly MemoryRun[]): string {
  const rows = runs.map(({ distribution, grants, bytesPerGrant, loadSeconds }) => [
    distribution,
    grants.toLocaleString("en"),
    figure(bytesPerGrant),
    figure(grants / loadSeconds),
  ]);
  return table(["who grants to whom", "grants", "bytes a grant", "loaded, grants/s"], rows);
}

export function checkTable(runs: readonly CheckRun[]): string {
  const rows = runs.map(({ grants, checkRate, getRate, ratio, steadyRate, check, get }) => [
    grants.toLocaleString("en"),
    ...[checkRate, getRate].map(spreadText),
    spreadText(ratio),
    figure(steadyRate),
    `${figure(check.p50Ms)} / ${figure(check.p99Ms)}`,
    `${figure(get.p50Ms)} / ${figure(get.p99Ms)}`,
  ]);
  const head = ["grants", "checks/s, saturated", "bare GETs/s", "checks to GETs", "half of it, /s"];
  return table([...head, "check p50 / p99, ms", "GET p50 / p99, ms"], rows);
}
