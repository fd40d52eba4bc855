import { isCondition } from "../../solidity/conditions.ts";
import { rangeOf } from "../../solidity/syntax-tree.ts";
import type { Mutator } from "../mutant.ts";

/** Each condition becomes true, false, and its contrary. */
export const conditions: Mutator = (node, { file, above }) => {
  if (!isCondition(node, above)) return [];
  const range = rangeOf(node);
  return ["true", "false", `!(${file.read(range)})`].map((replacement) => ({ range, replacement }));
};
