import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { projectRoot } from "../../scripts/process/project-root.ts";
import { machineSchema } from "./machine.ts";
import { PART_NAMES, partsSchema } from "./measure/parts.ts";

const conditionsSchema = z.strictObject({
  machine: machineSchema,
  commit: z.string(),
  day: z.string(),
  /** Processes that wanted a core in the minute before, on average: 0 on a quiet machine. */
  loadBefore: z.number(),
});
export type Conditions = z.output<typeof conditionsSchema>;

/** Each part's newest figures, and what they were measured under. */
export const resultsSchema = z.strictObject({
  parts: partsSchema,
  conditions: z.partialRecord(z.enum(PART_NAMES), conditionsSchema),
});
export type Results = z.output<typeof resultsSchema>;

/** Quick results never take the place of real ones. */
export function resultsFile(quick: boolean): string {
  return join(projectRoot, ".idos/bench/results", quick ? "indexer-quick.json" : "indexer.json");
}

export async function readResults(file: string): Promise<Results> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text === undefined ? { parts: {}, conditions: {} } : resultsSchema.parse(JSON.parse(text));
}

export async function writeResults(file: string, results: Results): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(results, undefined, 2)}\n`);
}
