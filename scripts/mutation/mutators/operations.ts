import type { Alteration, Mutator } from "../mutant.ts";
import { child, rangeOf, type SyntaxNode, text } from "../../solidity/syntax-tree.ts";

const COMPARISONS = ["<", "<=", ">", ">=", "==", "!="];

const INSTEAD: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(COMPARISONS.map((each) => [each, COMPARISONS.filter((other) => other !== each)])),
  "+": ["-", "*"],
  "-": ["+", "*"],
  "*": ["+", "/"],
  "/": ["*", "%"],
  "%": ["*", "/"],
  "**": ["*"],
  "<<": [">>"],
  ">>": ["<<"],
  "&": ["|", "^"],
  "|": ["&", "^"],
  "^": ["&", "|"],
  "&&": ["||"],
  "||": ["&&"],
  "+=": ["-=", "="],
  "-=": ["+=", "="],
  "*=": ["/=", "="],
  "/=": ["*=", "="],
  "|=": ["&=", "="],
  "&=": ["|=", "="],
  "^=": ["&=", "="],
  "<<=": [">>=", "="],
  ">>=": ["<<=", "="],
};

function between(
  left: SyntaxNode | undefined,
  right: SyntaxNode | undefined,
  operator: string,
): Alteration[] {
  if (left === undefined || right === undefined) return [];
  const range = { start: rangeOf(left).end, end: rangeOf(right).start };
  return (INSTEAD[operator] ?? []).map((other) => ({ range, replacement: ` ${other} ` }));
}

function unary(node: SyntaxNode, operand: SyntaxNode | undefined, operandText: string): Alteration[] {
  if (operand === undefined) return [];
  const range = rangeOf(node);
  const operator = text(node, "operator");
  if (operator === "-" || operator === "~") return [{ range, replacement: operandText }];
  if (operator !== "++" && operator !== "--") return [];
  const opposite = operator === "++" ? "--" : "++";
  const turned = node["prefix"] === true ? `${opposite}${operandText}` : `${operandText}${opposite}`;
  return [turned, operandText].map((replacement) => ({ range, replacement }));
}

/** Each operator becomes each of its neighbours; a step up becomes one down, and none. */
export const operations: Mutator = (node, { file }) => {
  const operator = text(node, "operator");
  if (node.nodeType === "BinaryOperation")
    return between(child(node, "leftExpression"), child(node, "rightExpression"), operator);
  if (node.nodeType === "Assignment")
    return between(child(node, "leftHandSide"), child(node, "rightHandSide"), operator);
  if (node.nodeType !== "UnaryOperation") return [];
  const operand = child(node, "subExpression");
  return unary(node, operand, operand === undefined ? "" : file.read(rangeOf(operand)));
};
