import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { bytesCodec } from "./bytes-codec.ts";
import { folderExists, placeCluster } from "./cluster.ts";
import { lockFolder } from "./folder-lock.ts";
import { makeFolder } from "./make-folder.ts";

export interface PgliteOptions {
  /** A folder that new databases are copied from; it is made when it is not there. Its name carries PGlite's version. */
  readonly template?: string | undefined;
}

export interface OpenedPglite {
  readonly pglite: PGlite;
  /** Lets another process open the folder; PGlite is to be closed before. */
  readonly unlock: () => void;
}

/**
 * Opens the database in `folder`, and creates it when there is none. Throws when another process has it open.
 *
 * A write that was acknowledged is in the operating system's hands: it survives the end of this process in any
 * way, but PGlite has no fsync, so it may not survive a power failure. PostgreSQL does.
 */
export async function openPglite(folder: string, options: PgliteOptions = {}): Promise<OpenedPglite> {
  await makeFolder(folder);
  const unlock = lockFolder(folder);
  try {
    const cluster = join(folder, "pglite");
    if (!(await folderExists(cluster))) await placeCluster(cluster, options.template);
    return { pglite: await PGlite.create(cluster, { ...bytesCodec, relaxedDurability: false }), unlock };
  } catch (error) {
    unlock();
    throw error;
  }
}
