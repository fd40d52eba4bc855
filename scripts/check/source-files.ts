import { globSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";

export interface SourceFile {
  /** Relative to the project's root, with "/" between folders. */
  readonly path: string;
  readonly text: string;
}

const NOT_OURS = new Set([
  "node_modules",
  ".git",
  ".idos",
  "artifacts",
  "cache",
  "coverage",
  "dist",
  "generated",
]);

/** Every file that people write, by its last name part ("ts"); works outside a git checkout too. */
export function sourceFiles(root: string, extensions: readonly string[]): SourceFile[] {
  const patterns = extensions.flatMap((extension) => [`**/*.${extension}`, `**/.*.${extension}`]);
  const paths = globSync(patterns, { cwd: root, exclude: (name) => NOT_OURS.has(name) });
  return paths.map((path) => ({
    path: path.split(sep).join("/"),
    text: readFileSync(join(root, path), "utf8"),
  }));
}
