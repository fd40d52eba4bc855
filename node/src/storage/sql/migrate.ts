import { sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { z } from "zod";
import { createFirstSchema } from "./migrations/0001-first-schema.ts";
import type { Database } from "./tables.ts";

/** In the order of their names. One that has run anywhere never changes. */
const MIGRATIONS: Record<string, Migration> = {
  "0001-first-schema": { up: createFirstSchema },
};

const tableSchema = z.object({ table_name: z.string().nullable() });
const namesSchema = z.array(z.object({ name: z.string() }));

/**
 * Brings the database's schema up to date: all missing migrations or none, one process at a time. Throws when one fails,
 * and where a newer version of this program made the schema.
 */
export async function migrate(db: Database): Promise<void> {
  const newer = (await migrationsOf(db)).filter((name) => !(name in MIGRATIONS));
  if (newer.length > 0)
    throw new Error(
      `the database's schema is of a newer version of this program: it has ${newer.join(", ")}`,
    );
  const provider = { getMigrations: () => Promise.resolve(MIGRATIONS) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined)
    throw new Error("the database's schema cannot be brought up to date", { cause: error });
}

/** The names of those that have run. */
export async function migrationsOf(db: Database): Promise<readonly string[]> {
  const { rows } = await sql`select to_regclass('kysely_migration')::text as table_name`.execute(db);
  if (tableSchema.parse(rows[0]).table_name === null) return [];
  const run = await sql`select name from kysely_migration order by name`.execute(db);
  return namesSchema.parse(run.rows).map(({ name }) => name);
}
