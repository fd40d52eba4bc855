import type { Mutator, Place } from "../mutant.ts";
import { isWritten, list, rangeOf, type SyntaxNode, typeOf } from "../../solidity/syntax-tree.ts";

const isConstant = (node: SyntaxNode): boolean => typeOf(node).startsWith("int_const");

function swapped(all: readonly SyntaxNode[], i: number, j: number, { file }: Place): string {
  const texts = all.map((each) => file.read(rangeOf(each)));
  const order = all.map((_, at) => (at === i ? j : at === j ? i : at));
  // What stands between the arguments stays where it is: commas, line breaks, names.
  return all
    .map((each, at) => {
      const next = all[at + 1];
      const gap = next === undefined ? "" : file.read({ start: rangeOf(each).end, end: rangeOf(next).start });
      return `${texts[order[at] ?? at] ?? ""}${gap}`;
    })
    .join("");
}

const LISTS: Readonly<Record<string, string>> = {
  FunctionCall: "arguments",
  YulFunctionCall: "arguments",
  TupleExpression: "components",
};

/** Any two arguments of one type change places. The compiler refuses what does not fit. */
export const swaps: Mutator = (node, place) => {
  const field = LISTS[node.nodeType];
  const all = field === undefined ? [] : list(node, field);
  const [first, last] = [all[0], all.at(-1)];
  if (first === undefined || last === undefined || isWritten(node, place.above)) return [];
  const range = { start: rangeOf(first).start, end: rangeOf(last).end };
  const found = [];
  for (const [i, one] of all.entries()) {
    for (const [j, other] of all.entries()) {
      if (j <= i || place.file.read(rangeOf(one)) === place.file.read(rangeOf(other))) continue;
      if (typeOf(one) === typeOf(other) || isConstant(one) || isConstant(other))
        found.push({ range, replacement: swapped(all, i, j, place) });
    }
  }
  return found;
};
