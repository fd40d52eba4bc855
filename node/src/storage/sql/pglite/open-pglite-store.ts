import { Kysely, PGliteDialect } from "kysely";
import type { Store } from "../../store.ts";
import { openSqlStore } from "../sql-store.ts";
import type { Tables } from "../tables.ts";
import { openPglite, type PgliteOptions } from "./open-pglite.ts";

/** The store of a node that keeps its data in a folder of its own. Throws when another process has it open. */
export async function openPgliteStore(folder: string, options: PgliteOptions = {}): Promise<Store> {
  const { pglite, unlock } = await openPglite(folder, options);
  const close = async (): Promise<void> => {
    await pglite.close();
    unlock();
  };
  try {
    const store = await openSqlStore(new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) }));
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
