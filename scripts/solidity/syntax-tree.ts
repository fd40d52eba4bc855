/** A node of solc's syntax tree, of Solidity or of Yul. Its fields depend on `nodeType`. */
export interface SyntaxNode {
  readonly nodeType: string;
  /** start:length:file, in bytes. */
  readonly src: string;
  readonly [field: string]: unknown;
}

/** Bytes of a file, `end` excluded. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export function isNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === "object" &&
    value !== null &&
    "nodeType" in value &&
    typeof value.nodeType === "string" &&
    "src" in value &&
    typeof value.src === "string"
  );
}

export function rangeOf({ src }: SyntaxNode): Range {
  const [start = 0, length = 0] = src.split(":").map(Number);
  return { start, end: start + length };
}

export function child(node: SyntaxNode, field: string): SyntaxNode | undefined {
  const value = node[field];
  return isNode(value) ? value : undefined;
}

export function list(node: SyntaxNode | undefined, field: string): readonly SyntaxNode[] {
  const value = node?.[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** A field's text; empty where there is none. */
export function text(node: SyntaxNode | undefined, field: string): string {
  const value = node?.[field];
  return typeof value === "string" ? value : "";
}

/** The id of the declaration that a node refers to, or declares by `field` "id". */
export function idIn(node: SyntaxNode, field: string): number | undefined {
  const value = node[field];
  return typeof value === "number" ? value : undefined;
}

/** The type of an expression or of a declared variable, as solc writes it. */
export function typeOf(node: SyntaxNode): string {
  const described = node["typeDescriptions"];
  const isDescribed = typeof described === "object" && described !== null && "typeString" in described;
  return isDescribed && typeof described.typeString === "string" ? described.typeString : "";
}

/** Whether an assignment writes to the node, alone or as one of several. */
export function isWritten(node: SyntaxNode, above: readonly SyntaxNode[]): boolean {
  const [outer, inner] = above.slice(-2);
  const parent = inner ?? outer;
  if (parent?.nodeType === "TupleExpression") return outer?.["leftHandSide"] === parent;
  return parent?.["leftHandSide"] === node;
}

/** Every node directly under `node`, in whichever field, in the order of the text. */
export function children(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const collect = (value: unknown): void => {
    if (isNode(value)) found.push(value);
    else if (Array.isArray(value)) value.forEach(collect);
  };
  Object.values(node).forEach(collect);
  return found.sort((one, other) => rangeOf(one).start - rangeOf(other).start);
}

/** `node` and all below it, in depth, with the nodes above each, outermost first. */
export function* walk(
  node: SyntaxNode,
  above: readonly SyntaxNode[] = [],
): Generator<{ readonly node: SyntaxNode; readonly above: readonly SyntaxNode[] }> {
  yield { node, above };
  for (const below of children(node)) yield* walk(below, [...above, node]);
}
