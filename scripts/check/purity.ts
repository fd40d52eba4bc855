import ts from "typescript";
import type { SourceFile } from "./source-files.ts";
import { findSyntax } from "./syntax.ts";

const PURE = /^(protocol|indexer|node|sdk|dashboard)\/src\/(.*\/)?(authorize|decode|reduce)[^/]*\.ts$/;

function impurity(node: ts.Node): string | undefined {
  if (ts.isIdentifier(node) && /^Promise(Like)?$/.test(node.text))
    return `${node.text} in a pure function's file`;
  if (node.kind === ts.SyntaxKind.AsyncKeyword) return "async in a pure function's file";
  if (ts.isAwaitExpression(node)) return "await in a pure function's file";
  if (ts.isForOfStatement(node) && node.awaitModifier !== undefined)
    return "for await in a pure function's file";
  return undefined;
}

/** Deciding, decoding and reducing are plain functions of their arguments: nothing to wait for. */
export function impureFiles(files: readonly SourceFile[]): string[] {
  return files.filter(({ path }) => PURE.test(path)).flatMap((file) => findSyntax(file, impurity));
}
