import ts from "typescript";
import type { SourceFile } from "./source-files.ts";
import { findSyntax } from "./syntax.ts";

const CHECKED = /^(protocol|indexer|node|sdk|vault|dashboard|examples|scripts)\//;
const ALLOWED = /(^|\/)(environment|main)\.ts$/;

function isProcess(node: ts.Expression | undefined): boolean {
  if (node === undefined) return false;
  if (ts.isPropertyAccessExpression(node)) return node.name.text === "process";
  return ts.isIdentifier(node) && node.text === "process";
}

function environmentAccess(node: ts.Node): string | undefined {
  const text = "process.env outside environment.ts and main.ts";
  if (ts.isPropertyAccessExpression(node) && node.name.text === "env" && isProcess(node.expression))
    return text;
  if (ts.isElementAccessExpression(node) && isProcess(node.expression)) return text;
  if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name) && isProcess(node.initializer)) {
    return node.name.elements.some((element) => (element.propertyName ?? element.name).getText() === "env")
      ? text
      : undefined;
  }
  if (ts.isImportSpecifier(node) && (node.propertyName ?? node.name).text === "env") {
    const from = node.parent.parent.parent.moduleSpecifier;
    return ts.isStringLiteral(from) && /^(node:)?process$/.test(from.text) ? text : undefined;
  }
  return undefined;
}

/** A program reads its environment in one file, which says what there is to set. */
export function environmentAccesses(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => CHECKED.test(path) && !/\/test\//.test(path) && !ALLOWED.test(path))
    .flatMap((file) => findSyntax(file, environmentAccess));
}
