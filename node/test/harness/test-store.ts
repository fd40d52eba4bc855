import { Kysely, type LogEvent, PGliteDialect } from "kysely";
import pg from "pg";
import { openPglite } from "../../src/storage/sql/pglite/open-pglite.ts";
import { openPostgresStore } from "../../src/storage/sql/postgres/open-postgres-store.ts";
import type { PostgresSettings } from "../../src/storage/sql/postgres/postgres-settings.ts";
import { openSqlStore } from "../../src/storage/sql/sql-store.ts";
import type { Tables } from "../../src/storage/sql/tables.ts";
import type { Store } from "../../src/storage/store.ts";
import { template, temporaryFolder } from "../storage/folders.ts";

/** A store, and a way to its database that no node has. */
export interface TestStore {
  readonly store: Store;
  query(statement: string): Promise<readonly unknown[]>;
  close(): Promise<void>;
}

/** In PGlite, with a folder that is deleted with it; `queries` is told what it is asked. */
export async function openPgliteTestStore(queries: string[] = []): Promise<TestStore> {
  const { folder, remove } = await temporaryFolder();
  const opened = await openPgliteTestStoreIn(folder, queries);
  return {
    ...opened,
    async close() {
      await opened.close();
      await remove();
    },
  };
}

/** In this folder, which stays. */
export async function openPgliteTestStoreIn(folder: string, queries: string[] = []): Promise<TestStore> {
  const { pglite, unlock } = await openPglite(folder, { template });
  const log = ({ query }: LogEvent): void => void queries.push(query.sql);
  const store = await openSqlStore(new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }), log }));
  return {
    store,
    query: async (statement) => (await pglite.query(statement)).rows,
    async close() {
      await store.close();
      unlock();
    },
  };
}

export async function openPostgresTestStore(settings: PostgresSettings): Promise<TestStore> {
  const { url } = settings;
  const store = await openPostgresStore(settings);
  // With as few connections as there are questions, so that a server that ends leaves none to fail here.
  const query = async (statement: string): Promise<readonly unknown[]> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      const { rows } = await client.query<Record<string, unknown>>(statement);
      return rows;
    } finally {
      await client.end();
    }
  };
  return { store, query, close: () => store.close() };
}
