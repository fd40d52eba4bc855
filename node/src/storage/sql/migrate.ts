import { type Migration, Migrator } from "kysely/migration";
import { createFirstSchema } from "./migrations/0001-first-schema.ts";
import { addRequestsAndErasures } from "./migrations/0003-requests-and-erasures.ts";
import type { Database } from "./tables.ts";

/** In the order of their names. One that has run anywhere never changes. */
const MIGRATIONS: Record<string, Migration> = {
  "0001-first-schema": { up: createFirstSchema },
  "0003-requests-and-erasures": { up: addRequestsAndErasures },
};

/** Brings the database's schema up to date: all missing migrations or none. Throws when one fails. */
export async function migrate(db: Database): Promise<void> {
  const provider = { getMigrations: () => Promise.resolve(MIGRATIONS) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined)
    throw new Error("the database's schema cannot be brought up to date", { cause: error });
}
