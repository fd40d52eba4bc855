import { cp, mkdtemp, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { makeFolder } from "./make-folder.ts";

export async function folderExists(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Makes a new database folder: seconds, where a copy of one takes a fraction. */
async function createCluster(folder: string): Promise<void> {
  const pglite = await PGlite.create(folder);
  await pglite.close();
}

/** A prepared database folder at this path; made once, by whichever process is the first to finish one. */
export async function provideTemplate(template: string): Promise<void> {
  if (await folderExists(template)) return;
  await makeFolder(dirname(template));
  const draft = await mkdtemp(`${template}.`);
  try {
    await createCluster(draft);
    await rename(draft, template);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!(await folderExists(template))) throw error;
  }
}

/**
 * Puts a new database folder at this path, whole or not at all. The caller holds the lock that keeps others from
 * doing the same.
 */
export async function placeCluster(folder: string, template: string | undefined): Promise<void> {
  const draft = `${folder}.new`;
  // What a process left that was killed while it made one.
  await rm(draft, { recursive: true, force: true });
  if (template === undefined) {
    await createCluster(draft);
  } else {
    await provideTemplate(template);
    await cp(template, draft, { recursive: true });
  }
  await rename(draft, folder);
}
