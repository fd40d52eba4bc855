import { type Bar, barChart } from "../../common/bar-chart.ts";
import { spread } from "../../common/statistics.ts";
import { figure } from "../../common/table.ts";
import {
  BARE,
  CHAIN_CALL,
  type ContestantName,
  INSTANT_CALL,
  OURS,
  OURS_POSTGRES,
} from "../contestants/contestant.ts";
import type { SaturatedReads } from "../measure/reads.ts";
import type { Parts } from "../parts.ts";
import { READS_CHART } from "./chart-files.ts";
import { ratioTo, type ReadScenario, readScenarios } from "./compare-reads.ts";
import { scenarioTitle } from "./reads-tables.ts";

/** Told apart by colour-blind readers too, and readable on white. */
const COLORS: Readonly<Record<ContestantName, string>> = {
  [OURS]: "#0969da",
  [OURS_POSTGRES]: "#54aeff",
  [BARE]: "#8c959f",
  [INSTANT_CALL]: "#e6a15c",
  [CHAIN_CALL]: "#bc4c00",
};

/** File names below docs/images, and what they hold. */
export function charts({ reads }: Parts): ReadonlyMap<string, string> {
  if (reads === undefined) return new Map();
  const svg = barChart({
    title: "Authorized reads of an envelope, per second",
    note: "Saturated, keep-alive. Longer is better; whiskers: all rounds. Behind each: idOS to it.",
    panels: readScenarios(reads.saturated).map((scenario) => ({
      title: scenarioTitle(scenario),
      bars: scenario.runs.map((run) => bar(run, scenario)),
    })),
  });
  return new Map([[READS_CHART, svg]]);
}

function bar({ contestant, rates }: SaturatedReads, scenario: ReadScenario): Bar {
  const value = spread(rates);
  const ratio = contestant === OURS ? undefined : ratioTo(contestant, scenario);
  const times =
    ratio === undefined ? "" : ` (×${ratio.median.toLocaleString("en", { maximumSignificantDigits: 2 })})`;
  return { label: contestant, value, text: `${figure(value.median)}${times}`, color: COLORS[contestant] };
}
