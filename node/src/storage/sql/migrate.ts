import { sql } from "kysely";
import { type Migration, type MigrationResultSet, Migrator } from "kysely/migration";
import { z } from "zod";
import { createFirstSchema } from "./migrations/0001-first-schema.ts";
import { keepAccountHistory } from "./migrations/0002-account-history.ts";
import { addRequestsAndErasures } from "./migrations/0003-requests-and-erasures.ts";
import { addChunksAndReceipts } from "./migrations/0004-chunks-and-receipts.ts";
import { addReceiptsByFunction } from "./migrations/0005-receipts-by-function.ts";
import { addReplication } from "./migrations/0006-replication.ts";
import type { Database } from "./tables.ts";

/** In the order of their names. One that has run anywhere never changes. */
const MIGRATIONS: Record<string, Migration> = {
  "0001-first-schema": { up: createFirstSchema },
  "0002-account-history": { up: keepAccountHistory },
  "0003-requests-and-erasures": { up: addRequestsAndErasures },
  "0004-chunks-and-receipts": { up: addChunksAndReceipts },
  "0005-receipts-by-function": { up: addReceiptsByFunction },
  "0006-replication": { up: addReplication },
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
  throwFailure(await migrator(db).migrateToLatest());
}

/** Makes an empty database's schema as it was after this migration. */
export async function migrateThrough(db: Database, name: string): Promise<void> {
  throwFailure(await migrator(db).migrateTo(name));
}

/** Whether these are the first ones, in their order. */
export function knowsMigrations(names: readonly string[]): boolean {
  const known = Object.keys(MIGRATIONS).sort();
  return names.every((name, at) => known[at] === name);
}

function migrator(db: Database): Migrator {
  return new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } });
}

function throwFailure({ error }: MigrationResultSet): void {
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
