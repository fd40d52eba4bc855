import type { Mutator, Place } from "../mutant.ts";
import {
  child,
  idIn,
  list,
  rangeOf,
  type SyntaxNode,
  text,
  typeOf,
  walk,
} from "../../solidity/syntax-tree.ts";

const names = (nodes: readonly SyntaxNode[]): string[] => nodes.map((each) => text(each, "name"));

function signatureOf(definition: SyntaxNode): string {
  const types = (field: string): string => list(child(definition, field), "parameters").map(typeOf).join();
  return `${types("parameters")} -> ${types("returnParameters")}`;
}

/** What is declared in the same file, in the same way. */
function alike(declared: SyntaxNode, { above }: Place): readonly SyntaxNode[] {
  const [file] = above;
  if (file === undefined) return [];
  const others = [...walk(file)].map(({ node }) => node).filter((node) => node !== declared);
  if (declared.nodeType === "FunctionDefinition" && text(declared, "kind") !== "constructor")
    return others.filter(
      (node) => node.nodeType === "FunctionDefinition" && signatureOf(node) === signatureOf(declared),
    );
  const isConstant = (node: SyntaxNode): boolean =>
    node.nodeType === "VariableDeclaration" && node["constant"] === true;
  if (isConstant(declared))
    return others.filter((node) => isConstant(node) && typeOf(node) === typeOf(declared));
  return [];
}

/** Another parameter or variable of the same function and type, declared before. */
function localsLike(declared: SyntaxNode, at: SyntaxNode, { above }: Place): readonly SyntaxNode[] {
  const holder = above.find(({ nodeType }) => nodeType === "FunctionDefinition");
  if (holder === undefined || declared.nodeType !== "VariableDeclaration") return [];
  const locals = [...walk(holder)].map(({ node }) => node);
  if (!locals.includes(declared)) return [];
  const returned = list(child(holder, "returnParameters"), "parameters");
  return locals.filter(
    (node) =>
      node.nodeType === "VariableDeclaration" &&
      node !== declared &&
      !returned.includes(node) &&
      typeOf(node) === typeOf(declared) &&
      rangeOf(node).end < rangeOf(at).start,
  );
}

function members(declared: SyntaxNode, declarations: Place["declarations"]): readonly SyntaxNode[] {
  const all = [...declarations.values()].filter(({ nodeType }) => nodeType === "StructDefinition");
  const struct = all.find((each) => list(each, "members").includes(declared));
  return list(struct, "members").filter((each) => each !== declared && typeOf(each) === typeOf(declared));
}

function otherEvent(declared: SyntaxNode, declarations: Place["declarations"]): readonly SyntaxNode[] {
  const events = [...declarations.values()].filter(({ nodeType }) => nodeType === "EventDefinition");
  const next = events[(events.indexOf(declared) + 1) % events.length];
  return next === undefined ? [] : [next];
}

/** Each name becomes another one that stands for something of the same kind; the sender becomes the origin. */
export const references: Mutator = (node, place) => {
  const range = rangeOf(node);
  const written = place.file.read(range);
  if (node.nodeType === "MemberAccess" && written === "msg.sender")
    return [{ range, replacement: "tx.origin" }];
  const id = idIn(node, "referencedDeclaration");
  const declared = id === undefined ? undefined : place.declarations.get(id);
  if (declared === undefined) return [];
  if (node.nodeType === "MemberAccess") {
    const end = range.end;
    const memberRange = { start: end - text(node, "memberName").length, end };
    const others = [...members(declared, place.declarations), ...alike(declared, place)];
    return names(others).map((replacement) => ({ range: memberRange, replacement }));
  }
  if (node.nodeType !== "Identifier") return [];
  const isSelector = text(place.above.at(-1), "memberName") === "selector";
  const others = isSelector
    ? otherEvent(declared, place.declarations)
    : [...localsLike(declared, node, place), ...alike(declared, place)];
  return names(others).map((replacement) => ({ range, replacement }));
};
