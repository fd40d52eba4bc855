import { parseArgs } from "node:util";
import type { Bench } from "./common/bench.ts";
import { runBench } from "./common/run-bench.ts";
import { cryptoBench } from "./crypto/crypto-bench.ts";
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
  const { quick, docs, only } = values;
  await runBench(bench, { quick, docs, parts: chosenParts(bench.partNames, only) });
}

function chosenParts<Name extends string>(
  all: readonly Name[],
  only: readonly string[] | undefined,
): readonly Name[] {
  const unknown = only?.find((name) => !all.some((part) => part === name));
  if (unknown !== undefined) throw new Error(`there is no part ${unknown}; there are ${all.join(", ")}`);
  return all.filter((part) => only?.includes(part) ?? true);
}

// Checked before, by ./idos.
const name = process.argv[2];
if (name === "crypto") await run(cryptoBench);
else if (name === "node") await run(nodeBench);
else await run(indexerBench);
