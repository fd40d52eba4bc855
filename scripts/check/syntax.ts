import ts from "typescript";
import type { SourceFile } from "./source-files.ts";

/** Every node of a file's syntax tree for which `describe` gives a text, as "path:line: text". */
export function findSyntax(file: SourceFile, describe: (node: ts.Node) => string | undefined): string[] {
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const text = describe(node);
    if (text !== undefined) {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
      found.push(`${file.path}:${line + 1}: ${text}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}
