import type { Alteration, Mutator, Place } from "../mutant.ts";
import { child, list, rangeOf, type SyntaxNode, text } from "../../solidity/syntax-tree.ts";
import { neighbours } from "./literals.ts";

const INSTEAD: Readonly<Record<string, readonly string[]>> = {
  add: ["sub", "mul"],
  sub: ["add"],
  mul: ["add", "div"],
  div: ["mul"],
  mod: ["mul"],
  and: ["or", "xor"],
  or: ["and", "xor"],
  xor: ["and", "or"],
  shl: ["shr"],
  shr: ["shl"],
  lt: ["gt", "eq"],
  gt: ["lt", "eq"],
  slt: ["sgt", "eq"],
  sgt: ["slt", "eq"],
  eq: ["lt", "gt"],
  sload: ["tload"],
  mload: ["sload"],
  caller: ["origin"],
  timestamp: ["number"],
};

function call(node: SyntaxNode, { file }: Place): Alteration[] {
  const called = child(node, "functionName");
  if (called === undefined) return [];
  const operator = text(called, "name");
  const [operand] = list(node, "arguments");
  if ((operator === "iszero" || operator === "not") && operand !== undefined)
    return [{ range: rangeOf(node), replacement: file.read(rangeOf(operand)) }];
  return (INSTEAD[operator] ?? []).map((replacement) => ({ range: rangeOf(called), replacement }));
}

/** Inline assembly: operators, numbers, conditions, and statements left out. */
export const assembly: Mutator = (node, place) => {
  const range = rangeOf(node);
  const { file } = place;
  switch (node.nodeType) {
    case "YulFunctionCall":
      return call(node, place);
    case "YulLiteral":
      return text(node, "kind") === "number"
        ? neighbours(file.read(range)).map((replacement) => ({ range, replacement }))
        : [];
    case "YulExpressionStatement":
    case "YulAssignment":
      return [{ range, replacement: "{}" }];
    case "YulForLoop":
    case "YulIf": {
      const condition = child(node, "condition");
      if (condition === undefined) return [];
      const at = rangeOf(condition);
      return ["1", "0", `iszero(${file.read(at)})`].map((replacement) => ({ range: at, replacement }));
    }
    default:
      return [];
  }
};
