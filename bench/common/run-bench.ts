import { loadavg } from "node:os";
import type { Bench } from "./bench.ts";
import { commit, machine } from "./machine.ts";
import { say } from "./progress.ts";
import { renderAll } from "./render.ts";
import { readResults, resultsFile, writeResults } from "./results.ts";
import { writeDocs } from "./write-docs.ts";

export interface BenchRequest<Name extends string> {
  readonly quick: boolean;
  readonly parts: readonly Name[];
  /** Whether to put all figures there are into docs/benchmarks.md. */
  readonly docs: boolean;
}

/** Measures the parts, keeps each one's figures as it ends, and prints all figures there are. */
export async function runBench<Name extends string, Parts extends { readonly [name in Name]?: unknown }>(
  bench: Bench<Name, Parts>,
  { quick, parts, docs }: BenchRequest<Name>,
): Promise<void> {
  const file = resultsFile(bench.name, quick);
  let results = await readResults(file, bench);
  for (const name of parts) {
    say(`measuring: ${name}`);
    const [loadBefore = NaN] = loadavg();
    const conditions = { machine: machine(), commit: commit(), day: today(), loadBefore };
    const measured = await bench.measure(name, quick);
    results = {
      parts: { ...results.parts, ...measured },
      conditions: { ...results.conditions, [name]: conditions },
    };
    await writeResults(file, results);
  }
  if (docs) await writeDocs(bench, results);
  process.stdout.write(renderAll(bench, results));
  if (bench.isWrong(results.parts)) process.exitCode = 1;
}

const today = (): string => new Date().toISOString().slice(0, 10);
