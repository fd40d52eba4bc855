import { figure, table } from "../../common/table.ts";
import { BARE, CHAIN_CALL, type ContestantName, INSTANT_CALL, OURS } from "../contestants/contestant.ts";
import type { Reads } from "../measure/reads.ts";
import { ratioTo, readScenarios } from "./compare-reads.ts";

/** The payload that the goals are set for. */
const GOAL_PAYLOAD_BYTES = 2_048;
const TO_BARE_MIN = 0.5;
const TO_CALL_MIN = 10;
const P99_MS_MAX = 10;

/** What was aimed at, and what the figures say. Met is what every number of connections meets. */
export function goalsTable({ saturated, steady }: Reads): string {
  const scenarios = readScenarios(saturated).filter(
    ({ payloadBytes }) => payloadBytes === GOAL_PAYLOAD_BYTES,
  );
  const ratios = (other: ContestantName): readonly { connections: number; median: number }[] =>
    scenarios.map((scenario) => ({
      connections: scenario.connections,
      median: ratioTo(other, scenario)?.median ?? NaN,
    }));
  const atLeast = (other: ContestantName, least: number, goal: string): string[] => {
    const found = ratios(other);
    const measured = found.map(({ connections, median }) => `${figure(median)} at ${connections}`);
    return [goal, measured.join(", "), met(found.length > 0 && found.every(({ median }) => median >= least))];
  };
  const p99Ms = steady.find(
    ({ contestant, payloadBytes }) => contestant === OURS && payloadBytes === GOAL_PAYLOAD_BYTES,
  )?.p99Ms;
  const rows = [
    atLeast(BARE, TO_BARE_MIN, `2 KiB: at least ${TO_BARE_MIN} times a bare Koa with one GET`),
    atLeast(
      INSTANT_CALL,
      TO_CALL_MIN,
      `2 KiB: at least ${TO_CALL_MIN} times eth_call to an endpoint that answers at once`,
    ),
    atLeast(CHAIN_CALL, TO_CALL_MIN, `2 KiB: at least ${TO_CALL_MIN} times eth_call to a local chain`),
    [
      "2 KiB: p99 under 10 ms at half of saturation",
      p99Ms === undefined ? "" : `${figure(p99Ms)} ms`,
      met((p99Ms ?? NaN) < P99_MS_MAX),
    ],
  ];
  return table(["goal", "measured", "met"], rows);
}

function met(holds: boolean): string {
  return holds ? "yes" : "no";
}
