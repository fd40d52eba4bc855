import { isCondition } from "../solidity/conditions.ts";
import { parseSources, type Sources } from "../solidity/solidity-compiler.ts";
import { SourceFile } from "../solidity/source-file.ts";
import { type Range, rangeOf, type SyntaxNode, walk } from "../solidity/syntax-tree.ts";

export interface Condition {
  readonly file: string;
  readonly text: string;
}

export interface Instrumented {
  readonly sources: Sources;
  /** A condition's outcomes are reported by twice its index, one more for true. */
  readonly conditions: readonly Condition[];
}

const FILE = "contracts/BranchCoverage.sol";

/** `library` is what the chain listens to: Solidity with a function to send a number by. */
function observer(library: string): string {
  return `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {__NomicFoundationCoverage} from "${library}";

function observed(bool outcome, uint256 id) pure returns (bool) {
    __NomicFoundationCoverage.sendHit(outcome ? 2 * id + 1 : 2 * id);
    return outcome;
}
`;
}

function conditionRanges(tree: SyntaxNode): Range[] {
  return [...walk(tree)]
    .filter(({ node, above }) => isCondition(node, above))
    .map(({ node }) => rangeOf(node));
}

/** Puts each range, which may lie in another, between two texts. */
function wrap(file: SourceFile, ranges: readonly (Range & { readonly id: number })[]): string {
  const marks = ranges.flatMap(({ start, end, id }) => [
    { at: start, length: end - start, opens: true, text: "observed(" },
    { at: end, length: end - start, opens: false, text: `, ${id})` },
  ]);
  // At one place, what ends comes before what begins; the outer one begins first and ends last.
  marks.sort(
    (a, b) =>
      a.at - b.at ||
      Number(a.opens) - Number(b.opens) ||
      (a.opens ? b.length - a.length : a.length - b.length),
  );
  let [wrapped, read] = ["", 0];
  for (const { at, text } of marks) {
    wrapped += file.read({ start: read, end: at }) + text;
    read = at;
  }
  return wrapped + file.read({ start: read, end: Infinity });
}

/** The same contract, which tells the chain how each of its conditions came out. */
export function instrumentBranches(
  sources: Sources,
  library: { path: string; content: string },
): Instrumented {
  const trees = parseSources(sources);
  const conditions: Condition[] = [];
  const instrumented: Record<string, string> = {
    [library.path]: library.content,
    [FILE]: observer(library.path),
  };
  for (const [path, content] of Object.entries(sources)) {
    const tree = trees.get(path);
    if (tree === undefined) throw new Error(`no syntax tree of ${path}`);
    const file = new SourceFile(path, content);
    const ranges = conditionRanges(tree).map((range) => {
      const id = conditions.push({ file: path, text: file.read(range).replace(/\s+/g, " ") }) - 1;
      return { ...range, id };
    });
    const imported = ranges.length === 0 ? "" : `\nimport {observed} from "${relative(path)}";\n`;
    instrumented[path] = wrap(file, ranges) + imported;
  }
  return { sources: instrumented, conditions };
}

const relative = (path: string): string => `${path.includes("/libraries/") ? "../" : "./"}BranchCoverage.sol`;
