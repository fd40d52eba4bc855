import { isWritten, type SyntaxNode, typeOf } from "./syntax-tree.ts";

const EXPRESSIONS = new Set([
  "BinaryOperation",
  "Conditional",
  "FunctionCall",
  "Identifier",
  "IndexAccess",
  "MemberAccess",
  "UnaryOperation",
]);

/** Whether a node is an expression that is true or false. What is under a negation belongs to it. */
export function isCondition(node: SyntaxNode, above: readonly SyntaxNode[]): boolean {
  if (!EXPRESSIONS.has(node.nodeType) || typeOf(node) !== "bool") return false;
  return above.at(-1)?.nodeType !== "UnaryOperation" && !isWritten(node, above);
}
