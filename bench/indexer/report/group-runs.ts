import type { BackfillRun } from "../measure/backfill.ts";
import { type Spread, spread } from "../../common/statistics.ts";

/** All runs of one contestant under the same conditions. */
export interface ContestantFigures {
  readonly contestant: string;
  readonly eventsPerSecond: Spread;
  readonly caughtUpSeconds: Spread;
  readonly peakMegabytes: Spread;
  readonly requests: Spread;
  readonly runs: number;
  readonly equal: boolean;
}

export interface Scenario {
  readonly chain: string;
  readonly latencyMs: number;
  readonly events: number;
  readonly contestants: readonly ContestantFigures[];
}

export function scenarios(runs: readonly BackfillRun[]): readonly Scenario[] {
  const grouped = Map.groupBy(runs, ({ chain, latencyMs }) => `${chain} ${latencyMs}`);
  return [...grouped.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const { chain, latencyMs, events } = first;
    const byContestant = Map.groupBy(same, ({ contestant }) => contestant);
    return [
      { chain, latencyMs, events, contestants: [...byContestant].map(([name, of]) => figures(name, of)) },
    ];
  });
}

function figures(contestant: string, runs: readonly BackfillRun[]): ContestantFigures {
  const of = (value: (run: BackfillRun) => number): Spread => spread(runs.map(value));
  return {
    contestant,
    eventsPerSecond: of(({ events, eventsMs }) => (events * 1_000) / eventsMs),
    caughtUpSeconds: of(({ caughtUpMs }) => caughtUpMs / 1_000),
    peakMegabytes: of(({ peakRssBytes }) => peakRssBytes / 1e6),
    requests: of(({ requests }) => Object.values(requests).reduce((sum, count) => sum + count, 0)),
    runs: runs.length,
    equal: runs.every(({ differences }) => differences.length === 0),
  };
}
