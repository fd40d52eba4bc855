import type { Store } from "../../store.ts";
import { migrate } from "../migrate.ts";
import { sqlStore, type SqlStoreOptions } from "../sql-store.ts";
import { awaitServer } from "./await-server.ts";
import { openDatabase } from "./open-database.ts";
import type { PostgresSettings } from "./postgres-settings.ts";
import { examineServer, requireFitServer, type ServerExamination } from "./require-fit-server.ts";

const LOOK_TIMEOUT_MS = 5_000;

export interface PostgresStoreOptions extends SqlStoreOptions {
  /** Hears of connections that were lost. */
  readonly onError?: (error: Error) => void;
}

/**
 * The store of a node whose data is in a PostgreSQL database, whose schema it brings up to date first. Rejects when the
 * server does not answer in the time that the settings give it, or does not fit.
 */
export async function openPostgresStore(
  settings: PostgresSettings,
  options: PostgresStoreOptions = {},
): Promise<Store> {
  const { onError = () => undefined } = options;
  await awaitServer(() => prepare(settings, onError), settings.startWaitSeconds * 1_000);
  return sqlStore(openDatabase(settings, onError), options);
}

/** Asks the server at this URL what it is, and changes nothing there. Rejects when it does not answer. */
export async function lookAtServer(url: string): Promise<ServerExamination> {
  const db = openDatabase({ url, connectionsMax: 1, statementTimeoutMs: LOOK_TIMEOUT_MS }, () => undefined);
  try {
    return await examineServer(db);
  } finally {
    await db.destroy();
  }
}

/** On a connection without a time limit: a migration may take long, and so may the wait for another process' one. */
async function prepare({ url }: PostgresSettings, onError: (error: Error) => void): Promise<void> {
  const db = openDatabase({ url, connectionsMax: 1, statementTimeoutMs: 0 }, onError);
  try {
    await requireFitServer(db);
    await migrate(db);
  } finally {
    await db.destroy();
  }
}
