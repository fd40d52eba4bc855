import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Kysely, PGliteDialect } from "kysely";
import { folderExists } from "../pglite/cluster.ts";
import { openPglite } from "../pglite/open-pglite.ts";
import { openDatabase } from "../postgres/open-database.ts";
import type { PostgresSettings } from "../postgres/postgres-settings.ts";
import { requireFitServer } from "../postgres/require-fit-server.ts";
import type { Database, Tables } from "../tables.ts";

/** Where a node keeps its data. */
export interface DataPlace {
  readonly postgres: Pick<PostgresSettings, "url"> | undefined;
  readonly dataFolder: string;
  readonly pgliteTemplate: string | undefined;
}

export interface OpenedData {
  readonly db: Database;
  close(): Promise<void>;
  /** Closes it, and takes away what `openData` had to make. */
  abandon(): Promise<void>;
}

/**
 * The database that a node's data is in, on one connection that may take its time. That in a folder is made where there is
 * none; throws where a node has it open.
 */
export async function openData({ postgres, dataFolder, pgliteTemplate }: DataPlace): Promise<OpenedData> {
  return postgres === undefined ? openFolder(dataFolder, pgliteTemplate) : openServer(postgres.url);
}

export async function hasData({ postgres, dataFolder }: DataPlace): Promise<boolean> {
  return postgres !== undefined || folderExists(join(dataFolder, "pglite"));
}

async function openServer(url: string): Promise<OpenedData> {
  const db = openDatabase({ url, connectionsMax: 1, statementTimeoutMs: 0 }, () => undefined);
  const close = (): Promise<void> => db.destroy();
  try {
    await requireFitServer(db);
  } catch (error) {
    await close();
    throw error;
  }
  return { db, close, abandon: close };
}

async function openFolder(folder: string, template: string | undefined): Promise<OpenedData> {
  const cluster = join(folder, "pglite");
  const wasThere = await folderExists(cluster);
  const { pglite, unlock } = await openPglite(folder, { template });
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
  const close = async (): Promise<void> => {
    await db.destroy();
    unlock();
  };
  return {
    db,
    close,
    async abandon() {
      await db.destroy();
      if (!wasThere) await rm(cluster, { recursive: true, force: true });
      unlock();
    },
  };
}
