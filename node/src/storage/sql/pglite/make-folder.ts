import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";

const PRIVATE = 0o700;

/**
 * Makes a folder, for this user alone, and those above it that are not there. `mkdir`'s own way of doing so never
 * ends in a file system that takes no folders, such as /proc.
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await makeWithParents(folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`the folder ${folder} cannot be made: ${reason}`, { cause: error });
  }
}

async function makeWithParents(folder: string): Promise<void> {
  if ((await attempt(folder)) === "made") return;
  await makeWithParents(dirname(folder));
  if ((await attempt(folder)) === "no-parent") throw new Error("the one above it takes no folders");
}

async function attempt(folder: string): Promise<"made" | "no-parent"> {
  try {
    await mkdir(folder, { mode: PRIVATE });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" && dirname(folder) !== folder) return "no-parent";
    if (code !== "EEXIST") throw error;
  }
  return "made";
}
