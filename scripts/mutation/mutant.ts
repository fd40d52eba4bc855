import type { SourceFile } from "../solidity/source-file.ts";
import type { Range, SyntaxNode } from "../solidity/syntax-tree.ts";

/** One small change of one file. */
export interface Alteration {
  readonly range: Range;
  readonly replacement: string;
}

export interface Place {
  readonly file: SourceFile;
  /** The nodes above, outermost first. */
  readonly above: readonly SyntaxNode[];
  /** Every declaration of the sources by its id. */
  readonly declarations: ReadonlyMap<number, SyntaxNode>;
}

/** What can be altered at a node. */
export type Mutator = (node: SyntaxNode, place: Place) => readonly Alteration[];

/** The contract with one alteration. */
export interface Mutant {
  readonly file: string;
  /** Contract and function, or what else holds the altered text. */
  readonly place: string;
  /** The altered lines as they were and as they are, on one line each. */
  readonly before: string;
  readonly after: string;
  readonly content: string;
}
