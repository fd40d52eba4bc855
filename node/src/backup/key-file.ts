import { readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder } from "../storage/sql/pglite/make-folder.ts";

const OWNER_ONLY = 0o600;

/** What a file says; undefined where it is not there. */
export async function readKeyFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Puts a node's key back where it belongs. Rejects where another one is there. */
export async function restoreKeyFile(path: string, key: string): Promise<void> {
  const present = await readKeyFile(path);
  if (present === key) return;
  if (present !== undefined) throw new Error(`another node's key is at ${path}: move it away first`);
  await makeFolder(dirname(path));
  await writeFile(path, key, { flag: "wx", mode: OWNER_ONLY });
}
