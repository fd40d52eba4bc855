import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { projectRoot } from "../../scripts/process/project-root.ts";
import type { Bench } from "./bench.ts";
import { machineSchema } from "./machine.ts";

export const conditionsSchema = z.strictObject({
  machine: machineSchema,
  commit: z.string(),
  day: z.string(),
  /** Processes that wanted a core in the minute before, on average: 0 on a quiet machine. */
  loadBefore: z.number(),
});
export type Conditions = z.output<typeof conditionsSchema>;

/** Each part's newest figures, and what they were measured under. */
export interface Results<Parts> {
  readonly parts: Parts;
  readonly conditions: Readonly<Record<string, Conditions>>;
}

/** Quick results never take the place of real ones. */
export function resultsFile(name: string, quick: boolean): string {
  return join(projectRoot, ".idos/bench/results", quick ? `${name}-quick.json` : `${name}.json`);
}

export async function readResults<Name extends string, Parts extends { readonly [name in Name]?: unknown }>(
  file: string,
  { partsSchema }: Bench<Name, Parts>,
): Promise<Results<Parts>> {
  const text = await readFile(file, "utf8").catch(() => '{"parts":{},"conditions":{}}');
  const conditions = z.record(z.string(), conditionsSchema);
  return z.strictObject({ parts: partsSchema, conditions }).parse(JSON.parse(text));
}

export async function writeResults<Parts>(file: string, results: Results<Parts>): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(results, undefined, 2)}\n`);
}
