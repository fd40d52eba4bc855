import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The files below a folder that hold these characters or bytes. */
export async function filesHolding(folder: string, needle: string | Buffer): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const { name, parentPath } of entries.filter((entry) => entry.isFile())) {
    const path = join(parentPath, name);
    if ((await readFile(path)).includes(needle)) found.push(path);
  }
  return found;
}
