import { link, open, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createGzip } from "node:zlib";
import { backupLines } from "../storage/sql/backup/backup-lines.ts";
import { type DataPlace, hasData, openData } from "../storage/sql/backup/open-data.ts";
import { readBackup } from "../storage/sql/backup/read-backup.ts";
import { restoreBackup } from "../storage/sql/backup/restore-backup.ts";
import { readKeyFile, restoreKeyFile } from "./key-file.ts";

export interface BackupPlace extends DataPlace {
  readonly nodeKeyFile: string;
}

const OWNER_ONLY = 0o600;

/**
 * Writes everything that a node must not lose to a new file: whole and on the disk, or not at all. A node on PostgreSQL
 * may go on meanwhile; one with a database in a folder has to be stopped.
 */
export async function backUp(place: BackupPlace, path: string): Promise<void> {
  if (!(await hasData(place))) throw new Error(`there is no database in ${place.dataFolder}`);
  const nodeKey = (await readKeyFile(place.nodeKeyFile)) ?? null;
  const data = await openData(place);
  try {
    const lines = backupLines(data.db, { createdAt: new Date().toISOString(), nodeKey });
    await writeWhole(path, lines);
  } finally {
    await data.close();
  }
}

/** Fills an empty database, and puts the node's key back; an unfit backup changes nothing. Resolves to how many rows. */
export async function restore(place: BackupPlace, path: string): Promise<{ readonly rows: number }> {
  const data = await openData(place);
  try {
    const restored = await restoreBackup(data.db, readBackup(path), async ({ nodeKey }) => {
      if (nodeKey !== null) await restoreKeyFile(place.nodeKeyFile, nodeKey);
    });
    await data.close();
    return restored;
  } catch (error) {
    await data.abandon();
    throw error;
  }
}

async function writeWhole(path: string, lines: AsyncIterable<string>): Promise<void> {
  const draft = `${path}.part`;
  const file = await open(draft, "wx", OWNER_ONLY);
  try {
    const gzip = createGzip({ level: constants.Z_BEST_SPEED });
    await pipeline(Readable.from(lines), gzip, file.createWriteStream({ flush: true }));
    // In place of a rename, which would replace an older backup of this name.
    await link(draft, path);
  } finally {
    await file.close();
    await rm(draft, { force: true });
  }
}
