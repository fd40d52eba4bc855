import { parseArgs } from "node:util";
import { z } from "zod";
import type { Bench } from "./common/bench.ts";
import { runBench } from "./common/run-bench.ts";
import { indexerBench } from "./indexer/indexer-bench.ts";
import { nodeBench } from "./node/node-bench.ts";

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    quick: { type: "boolean", default: false },
    docs: { type: "boolean", default: false },
    only: { type: "string", multiple: true },
  },
});

async function run<Name extends string, Parts extends { readonly [name in Name]?: unknown }>(
  bench: Bench<Name, Parts>,
): Promise<void> {
  const parts = z.array(z.enum(bench.partNames)).parse(values.only ?? bench.partNames);
  await runBench(bench, { quick: values.quick, docs: values.docs, parts });
}

const subject = z.enum(["indexer", "node"]).parse(process.argv[2]);
await (subject === "indexer" ? run(indexerBench) : run(nodeBench));
