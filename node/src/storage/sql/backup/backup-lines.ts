import { createHash } from "node:crypto";
import { sql } from "kysely";
import { migrationsOf } from "../migrate.ts";
import type { Database } from "../tables.ts";
import { type BackupHead, FORMAT_VERSION, type Row, rowSchema } from "./format.ts";
import { backedUpTables, type BackedUpTable } from "./tables.ts";

export type HeadFacts = Pick<BackupHead, "createdAt" | "nodeKey">;

/** The lines of a backup of everything as it is at one moment, while others go on writing. */
export async function* backupLines(db: Database, facts: HeadFacts): AsyncGenerator<string> {
  const hash = createHash("sha256");
  const line = (value: unknown): string => {
    const text = `${JSON.stringify(value)}\n`;
    hash.update(text);
    return text;
  };
  let rows = 0;
  const snapshot = await db
    .startTransaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute();
  try {
    const migrations = [...(await migrationsOf(snapshot))];
    if (migrations.length === 0) throw new Error("the database holds no node's data");
    yield line({ idosNodeBackup: FORMAT_VERSION, migrations, ...facts } satisfies BackupHead);
    for (const table of await backedUpTables(snapshot)) {
      yield line({ table: table.name, columns: table.columns.map(({ name }) => name) });
      for await (const row of rowsOf(snapshot, table)) {
        yield line(row);
        rows += 1;
      }
    }
    yield `${JSON.stringify({ rows, sha256: hash.digest("hex") })}\n`;
  } finally {
    await snapshot.rollback().execute();
  }
}

async function* rowsOf(db: Database, { name, columns, rowsAtOnce }: BackedUpTable): AsyncGenerator<Row> {
  const texts = sql.join(columns.map((column) => sql`${sql.ref(column.name)}::text`));
  await sql`declare backup no scroll cursor for select array[${texts}] as texts from ${sql.table(name)}`.execute(
    db,
  );
  for (;;) {
    const { rows } = await sql<{ texts: unknown }>`fetch ${sql.lit(rowsAtOnce)} from backup`.execute(db);
    for (const { texts: row } of rows) yield rowSchema.parse(row);
    if (rows.length < rowsAtOnce) break;
  }
  await sql`close backup`.execute(db);
}
