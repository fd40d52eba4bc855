import type { Bench } from "../common/bench.ts";
import { FULL, measurePart, PART_NAMES, type PartName, type Parts, partsSchema, QUICK } from "./parts.ts";
import { charts } from "./report/charts.ts";
import { figures } from "./report/figures.ts";

export const nodeBench: Bench<PartName, Parts> = {
  name: "node",
  ...{ partNames: PART_NAMES, partsSchema, figures, charts },
  measure: (part, quick) => measurePart(part, quick ? QUICK : FULL),
  mark: (part) => `node-${part}`,
  // Whatever is answered otherwise than it must be ends the measurement.
  isWrong: () => false,
};
