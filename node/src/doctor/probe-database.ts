import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { isFolderLocked } from "../storage/sql/pglite/folder-lock.ts";
import { lookAtServer } from "../storage/sql/postgres/open-postgres-store.ts";
import type { FolderFacts, PostgresFacts } from "./judge-database.ts";
import { reasonOf } from "./reason-of.ts";

export async function probeFolder(folder: string): Promise<FolderFacts> {
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined) return { folder, state: "absent", inUse: false };
  if (!found.isDirectory()) return { folder, state: "not a folder", inUse: false };
  const writable = await access(folder, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!writable) return { folder, state: "not writable", inUse: false };
  return { folder, state: "writable", inUse: isFolderLocked(folder) };
}

/** What the server at this URL is. Of the URL, only the host is told. */
export async function probePostgres(url: string): Promise<PostgresFacts> {
  const { host } = new URL(url);
  return lookAtServer(url).then(
    (examination) => ({ host, ...examination }),
    (error: unknown) => ({ host, failed: reasonOf(error) }),
  );
}
