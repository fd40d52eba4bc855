import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/**
 * Keeps every other process from opening the same folder, and returns what ends that. Throws when it is in use.
 *
 * PGlite itself would open a folder twice and ruin it. The lock is SQLite's, because that is a lock of the
 * operating system: it ends with its process, however that ends, so none is ever left behind.
 */
export function lockFolder(folder: string): () => void {
  const lock = new DatabaseSync(join(folder, "lock"));
  try {
    lock.exec("pragma journal_mode = memory; begin exclusive");
  } catch (error) {
    lock.close();
    throw new Error(`${folder} is in use by another process`, { cause: error });
  }
  return () => lock.close();
}

/** Whether a process has the folder open. It is not kept from doing so meanwhile. */
export function isFolderLocked(folder: string): boolean {
  const file = join(folder, "lock");
  if (!existsSync(file)) return false;
  const lock = new DatabaseSync(file, { readOnly: true });
  try {
    lock.exec("select 1 from sqlite_master");
    return false;
  } catch {
    return true;
  } finally {
    lock.close();
  }
}
