import type { BackfillRun } from "../measure/backfill.ts";
import type { Parts } from "../measure/parts.ts";
import { ratio, type Spread } from "../../common/statistics.ts";
import { scenarioTitle } from "./backfill-table.ts";
import { type Bar, barChart } from "../../common/bar-chart.ts";
import { type ContestantFigures, type Scenario, scenarios } from "./group-runs.ts";
import { figure } from "../../common/table.ts";

/** Told apart by colour-blind readers too, and readable on white. */
const COLORS: Readonly<Record<string, string>> = {
  idOS: "#0969da",
  floor: "#8c959f",
  "Ponder, PostgreSQL": "#bc4c00",
  "Ponder, PGlite": "#e6a15c",
};
const SPARE_COLOR = "#57606a";

type Measure = (figures: ContestantFigures) => Spread;

/** File names below docs/images, and what they hold. */
export function charts({ backfill = [] }: Parts): ReadonlyMap<string, string> {
  if (backfill.length === 0) return new Map();
  return new Map([
    [
      "benchmark-backfill.svg",
      barChart({
        title: "Backfill: events per second",
        note: "From the first request for logs until all events are in the store. Longer is better; whiskers: all runs.",
        panels: panels(backfill, ({ eventsPerSecond }) => eventsPerSecond),
      }),
    ],
    [
      "benchmark-memory.svg",
      barChart({
        title: "Backfill: peak memory of the indexing process, MB",
        note: "Shorter is better. Redis and PostgreSQL are not counted; PGlite lives inside Ponder's process.",
        panels: panels(backfill, ({ peakMegabytes }) => peakMegabytes),
      }),
    ],
  ]);
}

function panels(backfill: readonly BackfillRun[], measure: Measure) {
  return scenarios(backfill).map((scenario) => ({
    title: scenarioTitle(scenario),
    bars: bars(scenario, measure),
  }));
}

function bars({ contestants }: Scenario, measure: Measure): readonly Bar[] {
  const ours = contestants.find(({ contestant }) => contestant === "idOS");
  return contestants.map((of) => {
    const value = measure(of);
    const times = ours === undefined || of === ours ? "" : ` (${factor(ratio(measure(ours), value).median)})`;
    const color = COLORS[of.contestant] ?? SPARE_COLOR;
    return { label: of.contestant, value, text: `${figure(value.median)}${times}`, color };
  });
}

/** Ours to theirs. */
function factor(value: number): string {
  return `idOS: ×${value.toLocaleString("en", { maximumSignificantDigits: 2 })}`;
}
