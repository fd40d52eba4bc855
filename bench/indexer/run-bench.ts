import { loadavg } from "node:os";
import { commit, machine } from "./machine.ts";
import { FULL, measurePart, type PartName, QUICK } from "./measure/parts.ts";
import { say } from "./progress.ts";
import { renderAll } from "./report/render.ts";
import { writeDocs } from "./report/write-docs.ts";
import { readResults, type Results, resultsFile, writeResults } from "./results.ts";

export interface BenchRequest {
  readonly quick: boolean;
  readonly parts: readonly PartName[];
  /** Whether to put all figures there are into docs/benchmarks.md. */
  readonly docs: boolean;
}

/** Measures the parts, keeps each one's figures as it ends, and prints all figures there are. */
export async function runBench({ quick, parts, docs }: BenchRequest): Promise<void> {
  const file = resultsFile(quick);
  let results: Results = await readResults(file);
  for (const name of parts) {
    say(`measuring: ${name}`);
    const [loadBefore = NaN] = loadavg();
    const conditions = { machine: machine(), commit: commit(), day: today(), loadBefore };
    const measured = await measurePart(name, quick ? QUICK : FULL);
    results = {
      parts: { ...results.parts, ...measured },
      conditions: { ...results.conditions, [name]: conditions },
    };
    await writeResults(file, results);
  }
  if (docs) await writeDocs(results);
  process.stdout.write(renderAll(results));
  const wrong = results.parts.backfill?.some(({ differences }) => differences.length > 0) ?? false;
  if (wrong) process.exitCode = 1;
}

const today = (): string => new Date().toISOString().slice(0, 10);
