import { readFile, rename, writeFile } from "node:fs/promises";
import { type StatusEntry, statusEntriesSchema } from "@idos/sdk";

/** Where this issuer remembers which credentials it gave and took back. A larger one has a database. */
export async function loadEntries(file: string): Promise<readonly StatusEntry[]> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "[]";
    throw error;
  });
  return statusEntriesSchema.parse(JSON.parse(text));
}

/** Whole or not at all, so that a crash leaves a list that can be read. */
export async function saveEntries(file: string, entries: readonly StatusEntry[]): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(entries), { flush: true });
  await rename(`${file}.new`, file);
}
