import { parseArgs } from "node:util";
import { z } from "zod";
import { PART_NAMES } from "./indexer/measure/parts.ts";
import { runBench } from "./indexer/run-bench.ts";

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    quick: { type: "boolean", default: false },
    docs: { type: "boolean", default: false },
    only: { type: "string", multiple: true },
  },
});
const parts = z.array(z.enum(PART_NAMES)).parse(values.only ?? PART_NAMES);
await runBench({ quick: values.quick, docs: values.docs, parts });
