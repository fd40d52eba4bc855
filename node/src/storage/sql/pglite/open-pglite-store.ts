import { Kysely, PGliteDialect } from "kysely";
import type { Store } from "../../store.ts";
import { openSqlStore, type SqlStoreOptions } from "../sql-store.ts";
import type { Tables } from "../tables.ts";
import { openPglite, type PgliteOptions } from "./open-pglite.ts";

/** The store of a node that keeps its data in a folder of its own. Throws when another process has it open. */
export async function openPgliteStore(
  folder: string,
  options: PgliteOptions & SqlStoreOptions = {},
): Promise<Store> {
  const { pglite, unlock } = await openPglite(folder, options);
  const close = async (): Promise<void> => {
    await pglite.close();
    unlock();
  };
  try {
    const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
    const store = await openSqlStore(db, options);
    return {
      ...store,
      async close() {
        await store.close();
        unlock();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
