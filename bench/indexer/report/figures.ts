import type { MemoryRun } from "../measure/memory.ts";
import type { PartName, Parts } from "../measure/parts.ts";
import { backfillTables } from "./backfill-table.ts";
import { checkTable, latencyTable, memoryTable } from "./other-tables.ts";

/** A part's figures in Markdown; undefined where it never ran. */
export function figures(name: PartName, { backfill, latency, memory, check }: Parts): string | undefined {
  switch (name) {
    case "backfill":
      return backfill && backfillTables(backfill);
    case "latency":
      return latency && latencyTable(latency);
    case "memory":
      return memory && memoryTable([...memory, ...(check?.memory ?? []).filter(isLarger(memory))]);
    case "check":
      return check && checkTable(check.checks);
  }
}

/** The check's loads, where the memory part has none of that size. */
function isLarger(memory: readonly MemoryRun[]): (run: MemoryRun) => boolean {
  const most = Math.max(...memory.map(({ grants }) => grants));
  return ({ grants }) => grants > most;
}
