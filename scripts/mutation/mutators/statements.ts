import type { Mutator } from "../mutant.ts";
import { child, list, rangeOf } from "../../solidity/syntax-tree.ts";

const REMOVABLE = new Set(["ExpressionStatement", "EmitStatement", "RevertStatement", "Return"]);

/** Each statement with an effect is left out, and each variable left at its zero. */
export const statements: Mutator = (node, { file, above }) => {
  const parent = above.at(-1);
  if (REMOVABLE.has(node.nodeType)) {
    // A loop's own step is part of its head.
    if (parent?.nodeType === "ForStatement" && parent["loopExpression"] === node) return [];
    return [{ range: file.throughSemicolon(rangeOf(node)), replacement: "{}" }];
  }
  if (node.nodeType !== "VariableDeclarationStatement") return [];
  const [declared, ...others] = list(node, "declarations");
  const value = child(node, "initialValue");
  if (declared === undefined || others.length > 0 || value === undefined) return [];
  return [{ range: { start: rangeOf(declared).end, end: rangeOf(value).end }, replacement: "" }];
};
