import type { Mutator } from "../mutant.ts";
import { rangeOf, type SyntaxNode, text, typeOf } from "../../solidity/syntax-tree.ts";

/** The numbers next to this one, in its own notation: the digits of a hexadecimal one are its width. */
export function neighbours(written: string): readonly string[] {
  const value = BigInt(written.replaceAll("_", ""));
  const hex = /^0x([0-9a-f_]+)$/i.exec(written);
  return [value + 1n, value - 1n]
    .filter((each) => each >= 0n)
    .map((each) => (hex ? `0x${each.toString(16).padStart(hex[1]?.length ?? 0, "0")}` : String(each)));
}

function instead(node: SyntaxNode, written: string): readonly string[] {
  if (typeOf(node) === "bool") return [written === "true" ? "false" : "true"];
  if (text(node, "kind") === "string") return [written.replace(/"$/, '!"')];
  return /^(0x[0-9a-f_]+|[0-9_]+)$/i.test(written) ? neighbours(written) : [];
}

/** Each number becomes its neighbours, each text another, each width of a cast a byte more and less. */
export const literals: Mutator = (node, { file, above }) => {
  const range = rangeOf(node);
  if (node.nodeType === "Literal")
    return instead(node, file.read(range)).map((replacement) => ({ range, replacement }));
  if (node.nodeType !== "ElementaryTypeNameExpression" || text(above.at(-1), "kind") !== "typeConversion")
    return [];
  const [, kind, digits] = /^(uint|int|bytes)([0-9]+)$/.exec(file.read(range)) ?? [];
  if (kind === undefined) return [];
  const step = kind === "bytes" ? 1 : 8;
  const widest = kind === "bytes" ? 32 : 256;
  return [Number(digits) - step, Number(digits) + step]
    .filter((width) => width > 0 && width <= widest)
    .map((width) => ({ range, replacement: `${kind}${width}` }));
};
