import type { Bench } from "../common/bench.ts";
import {
  FULL,
  measurePart,
  PART_NAMES,
  type PartName,
  type Parts,
  partsSchema,
  QUICK,
} from "./measure/parts.ts";
import { charts } from "./report/charts.ts";
import { figures } from "./report/figures.ts";

export const indexerBench: Bench<PartName, Parts> = {
  name: "indexer",
  ...{ partNames: PART_NAMES, partsSchema, figures, charts },
  measure: (part, quick) => measurePart(part, quick ? QUICK : FULL),
  mark: (part) => part,
  isWrong: ({ backfill = [] }) => backfill.some(({ differences }) => differences.length > 0),
};
