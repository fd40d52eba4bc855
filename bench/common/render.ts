import type { Bench } from "./bench.ts";
import type { Conditions, Results } from "./results.ts";

/** A part's figures in Markdown, with what they were measured under; undefined where it never ran. */
export function renderPart<Name extends string, Parts extends { readonly [name in Name]?: unknown }>(
  bench: Bench<Name, Parts>,
  name: Name,
  { parts, conditions }: Results<Parts>,
): string | undefined {
  const figures = bench.figures(name, parts);
  const under = conditions[name];
  return figures === undefined || under === undefined
    ? undefined
    : `${renderConditions(under)}\n\n${figures}`;
}

export function renderAll<Name extends string, Parts extends { readonly [name in Name]?: unknown }>(
  bench: Bench<Name, Parts>,
  results: Results<Parts>,
): string {
  const rendered = bench.partNames.map((name) => [name, renderPart(bench, name, results)] as const);
  return rendered
    .flatMap(([name, text]) => (text === undefined ? [] : [`## ${name}\n\n${text}\n`]))
    .join("\n");
}

function renderConditions({ machine, commit, day, loadBefore }: Conditions): string {
  const { processor, cores, memoryBytes, kernel, node, redis } = machine;
  const memory = `${Math.round(memoryBytes / 2 ** 30)} GiB`;
  return (
    `Measured on ${day} at commit ${commit}: ${cores} cores of ${processor}, ${memory} of memory, Linux ${kernel}, ` +
    `Node ${node}, Redis ${redis}; load before: ${loadBefore.toFixed(2)}.`
  );
}
