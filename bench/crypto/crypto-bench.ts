import type { Bench } from "../common/bench.ts";
import { FULL, measurePart, PART_NAMES, type PartName, type Parts, partsSchema, QUICK } from "./parts.ts";
import { charts } from "./report/charts.ts";
import { figures } from "./report/figures.ts";

export const cryptoBench: Bench<PartName, Parts> = {
  name: "crypto",
  ...{ partNames: PART_NAMES, partsSchema, figures, charts },
  measure: (part, quick) => measurePart(part, quick ? QUICK : FULL),
  mark: (part) => `crypto-${part}`,
  // What does not open ends the measurement.
  isWrong: () => false,
};
