import type { Mutant, Mutator, Place } from "./mutant.ts";
import { assembly } from "./mutators/assembly.ts";
import { conditions } from "./mutators/conditions.ts";
import { literals } from "./mutators/literals.ts";
import { operations } from "./mutators/operations.ts";
import { references } from "./mutators/references.ts";
import { statements } from "./mutators/statements.ts";
import { swaps } from "./mutators/swaps.ts";
import { parseSources, type Sources } from "../solidity/solidity-compiler.ts";
import { SourceFile } from "../solidity/source-file.ts";
import { idIn, type Range, type SyntaxNode, text, walk } from "../solidity/syntax-tree.ts";

const MUTATORS: readonly Mutator[] = [
  conditions,
  operations,
  statements,
  literals,
  references,
  swaps,
  assembly,
];

const NAMED = new Set(["ContractDefinition", "FunctionDefinition"]);

/** The contract and the function; the file's or the constant's name where it stands in none. */
function placeName({ file, above }: Place, node: SyntaxNode): string {
  const holders = [...above, node].filter(({ nodeType }) => NAMED.has(nodeType));
  const constant = [...above, node].find((each) => each["constant"] === true);
  if (holders[0]?.nodeType !== "ContractDefinition") holders.unshift(node);
  const names = holders.map((each) => text(each, "name") || text(each, "kind"));
  const fileName = file.path.replace(/^.*\/|\.sol$/g, "");
  if (holders[0] === node) names[0] = fileName;
  return [...names, ...(constant === undefined ? [] : [text(constant, "name")])].join(".");
}

const oneLine = (written: string): string => written.replace(/\s+/g, " ").trim();

function mutantOf(place: Place, node: SyntaxNode, range: Range, replacement: string): Mutant {
  const { file } = place;
  const lines = file.lines(range);
  const [head, tail] = [
    file.read({ start: lines.start, end: range.start }),
    file.read({ start: range.end, end: lines.end }),
  ];
  return {
    file: file.path,
    place: placeName(place, node),
    before: oneLine(file.read(lines)),
    after: oneLine(head + replacement + tail),
    content: file.replace(range, replacement),
  };
}

/** Every mutant of these sources, in the order of the text; two that read the same are one. */
export function listMutants(sources: Sources): readonly Mutant[] {
  const trees = parseSources(sources);
  const declarations = new Map<number, SyntaxNode>();
  for (const tree of trees.values()) {
    for (const { node } of walk(tree)) {
      const id = idIn(node, "id");
      if (id !== undefined) declarations.set(id, node);
    }
  }
  const mutants = new Map<string, Mutant>();
  for (const [path, content] of Object.entries(sources)) {
    const tree = trees.get(path);
    if (tree === undefined) throw new Error(`no syntax tree of ${path}`);
    const file = new SourceFile(path, content);
    for (const { node, above } of walk(tree)) {
      const place = { file, above, declarations };
      for (const mutator of MUTATORS) {
        for (const { range, replacement } of mutator(node, place)) {
          if (oneLine(replacement) === oneLine(file.read(range))) continue;
          const mutant = mutantOf(place, node, range, replacement);
          mutants.set(`${path}\n${mutant.content}`, mutant);
        }
      }
    }
  }
  return [...mutants.values()];
}
