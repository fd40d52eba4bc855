import { globSync, statSync } from "node:fs";
import { join } from "node:path";

const FOLDERS = ["protocol", "indexer", "node", "sdk", "vault", "dashboard", "examples", "bench"].map(
  (name) => `${name}/test`,
);
const ALL = ["test", ...FOLDERS];

function inFolder(root: string, folder: string): string[] {
  return globSync("**/*.test.ts", { cwd: join(root, folder) }).map((file) => `${folder}/${file}`);
}

export interface TestFiles {
  readonly files: readonly string[];
  /** Named, but not there. */
  readonly missing: readonly string[];
}

/** Every test file, or those in the named folders and files (relative to `root`), sorted. */
export function testFiles(root: string, named: readonly string[]): TestFiles {
  const files = new Set<string>();
  const missing: string[] = [];
  for (const path of named.length === 0 ? ALL : named) {
    const stat = statSync(join(root, path), { throwIfNoEntry: false });
    if (stat === undefined) missing.push(path);
    else if (stat.isDirectory()) for (const file of inFolder(root, path.replace(/\/+$/, ""))) files.add(file);
    else files.add(path);
  }
  return { files: [...files].sort(), missing: named.length === 0 ? [] : missing };
}
