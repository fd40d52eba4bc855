import { type RawBuilder, sql } from "kysely";
import { knowsMigrations, migrate, migrateThrough } from "../migrate.ts";
import type { Database, DatabaseTransaction } from "../tables.ts";
import type { BackupHead, Row } from "./format.ts";
import { type BackupPart, UnfitBackupError } from "./read-backup.ts";
import { backedUpTables, type BackedUpTable, requireEmpty } from "./tables.ts";

const BATCH_CHARACTERS_MAX = 4 * 1024 * 1024;

/**
 * Fills an empty database with what a backup holds, and brings its schema up to date: all of it or, where anything is
 * amiss, nothing. `keep` gets the head before the change is made; it can still refuse by rejecting.
 */
export async function restoreBackup(
  db: Database,
  parts: AsyncIterable<BackupPart>,
  keep: (head: BackupHead) => Promise<void>,
): Promise<{ readonly rows: number }> {
  return db.transaction().execute(async (transaction) => {
    await requireEmpty(transaction);
    let head: BackupHead | undefined;
    let target: Target | undefined;
    let rows = 0;
    for await (const part of parts) {
      if ("head" in part) {
        head = part.head;
        await makeSchema(transaction, head);
      } else if ("table" in part) {
        await target?.flush();
        target = await openTarget(transaction, part.table, part.columns);
      } else {
        if (target === undefined) throw new UnfitBackupError("it has a row of no table");
        await target.add(part.row);
        rows += 1;
      }
    }
    await target?.flush();
    if (head === undefined) throw new UnfitBackupError("it is empty");
    await migrate(transaction);
    await keep(head);
    return { rows };
  });
}

/** The schema as it was. */
async function makeSchema(transaction: DatabaseTransaction, { migrations }: BackupHead): Promise<void> {
  const last = migrations.at(-1);
  if (last === undefined || !knowsMigrations(migrations))
    throw new UnfitBackupError(`a newer version of this program made it: ${migrations.join(", ")}`);
  await migrateThrough(transaction, last);
}

interface Target {
  add(row: Row): Promise<void>;
  flush(): Promise<void>;
}

async function openTarget(
  transaction: DatabaseTransaction,
  name: string,
  columns: readonly string[],
): Promise<Target> {
  const tables = await backedUpTables(transaction);
  const table = tables.find((one) => one.name === name);
  const fits = table?.columns.map((column) => column.name).join() === columns.join();
  if (table === undefined || !fits) throw new UnfitBackupError(`its table ${name} is not of this schema`);
  let batch: Row[] = [];
  let characters = 0;
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await insert(transaction, table, batch);
    batch = [];
    characters = 0;
  };
  return {
    flush,
    async add(row) {
      if (row.length !== columns.length) throw new UnfitBackupError(`a row of ${name} has other columns`);
      batch.push(row);
      characters += row.reduce((sum, text) => sum + (text?.length ?? 0), 0);
      if (batch.length >= table.rowsAtOnce || characters > BATCH_CHARACTERS_MAX) await flush();
    },
  };
}

async function insert(
  transaction: DatabaseTransaction,
  { name, columns }: BackedUpTable,
  rows: readonly Row[],
): Promise<void> {
  const value = (text: string | null, column: number): RawBuilder<unknown> =>
    sql`${text}::text::${sql.raw(columns[column]?.type ?? "text")}`;
  const values = rows.map((row) => sql`(${sql.join(row.map(value))})`);
  const names = sql.join(columns.map((column) => sql.ref(column.name)));
  await sql`insert into ${sql.table(name)} (${names}) values ${sql.join(values)}`.execute(transaction);
}
