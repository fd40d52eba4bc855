import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pgliteTemplateIn } from "../../src/storage/sql/pglite/template-folder.ts";

/** Shared by all test runs, because making a database takes seconds. */
export const template: string = pgliteTemplateIn(fileURLToPath(new URL("../../../.idos", import.meta.url)));

/** A folder of the test's own, and what deletes it. */
export async function temporaryFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "idos-node-"));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
