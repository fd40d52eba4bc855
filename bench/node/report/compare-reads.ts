import { type Spread, spread } from "../../common/statistics.ts";
import { BARE, type ContestantName, OURS } from "../contestants/contestant.ts";
import type { SaturatedReads } from "../measure/reads.ts";

/** Everybody with one payload at so many connections. */
export interface ReadScenario {
  readonly payloadBytes: number;
  readonly connections: number;
  readonly runs: readonly SaturatedReads[];
}

export function readScenarios(saturated: readonly SaturatedReads[]): readonly ReadScenario[] {
  const grouped = Map.groupBy(saturated, ({ payloadBytes, connections }) => `${payloadBytes} ${connections}`);
  return [...grouped.values()].flatMap((runs) => {
    const [first] = runs;
    return first === undefined
      ? []
      : [{ payloadBytes: first.payloadBytes, connections: first.connections, runs }];
  });
}

/** Ours to theirs, round by round: the two of one round were measured one after the other. */
export function roundRatios(ours: readonly number[], theirs: readonly number[]): Spread {
  return spread(ours.map((rate, round) => rate / (theirs[round] ?? NaN)));
}

/** Our rate to that of another contestant; undefined where one of the two was not measured. */
export function ratioTo(other: ContestantName, { runs }: ReadScenario): Spread | undefined {
  const ratesOf = (name: ContestantName): readonly number[] | undefined =>
    runs.find(({ contestant }) => contestant === name)?.rates;
  const [ours, theirs] = [ratesOf(OURS), ratesOf(other)];
  return ours && theirs && roundRatios(ours, theirs);
}

export const toBare = (scenario: ReadScenario): Spread | undefined => ratioTo(BARE, scenario);
