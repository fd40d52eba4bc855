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
