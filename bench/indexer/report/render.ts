import type { MemoryRun } from "../measure/memory.ts";
import { PART_NAMES, type PartName, type Parts } from "../measure/parts.ts";
import type { Conditions, Results } from "../results.ts";
import { backfillTables } from "./backfill-table.ts";
import { checkTable, latencyTable, memoryTable } from "./other-tables.ts";

/** A part's figures in Markdown, with what they were measured under; undefined where it never ran. */
export function renderPart(name: PartName, { parts, conditions }: Results): string | undefined {
  const figures = renderFigures(name, parts);
  const under = conditions[name];
  return figures === undefined || under === undefined
    ? undefined
    : `${renderConditions(under)}\n\n${figures}`;
}

export function renderAll(results: Results): string {
  const rendered = PART_NAMES.map((name) => [name, renderPart(name, results)] as const);
  return rendered
    .flatMap(([name, text]) => (text === undefined ? [] : [`## ${name}\n\n${text}\n`]))
    .join("\n");
}

function renderFigures(
  name: PartName,
  { backfill, latency, memory, check }: Partial<Parts>,
): string | undefined {
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

function renderConditions({ machine, commit, day, loadBefore }: Conditions): string {
  const { processor, cores, memoryBytes, kernel, node, redis } = machine;
  const memory = `${Math.round(memoryBytes / 2 ** 30)} GiB`;
  return (
    `Measured on ${day} at commit ${commit}: ${cores} cores of ${processor}, ${memory} of memory, Linux ${kernel}, ` +
    `Node ${node}, Redis ${redis}; load before: ${loadBefore.toFixed(2)}.`
  );
}
