import { createHash } from "node:crypto";
import { sql } from "kysely";
import { z } from "zod";
import { migrationsOf } from "../migrate.ts";
import type { Database } from "../tables.ts";
import { type BackupHead, FORMAT_VERSION, type Row } from "./format.ts";
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

const textsSchema = z.record(z.string(), z.string().nullable());

/** Each column apart: a list of them would be taken to pieces letter by letter. */
async function* rowsOf(db: Database, { name, columns, rowsAtOnce }: BackedUpTable): AsyncGenerator<Row> {
  const texts = columns.map((column, at) => sql`${sql.ref(column.name)}::text as ${sql.ref(String(at))}`);
  await sql`declare backup no scroll cursor for select ${sql.join(texts)} from ${sql.table(name)}`.execute(
    db,
  );
  for (;;) {
    const { rows } = await sql`fetch ${sql.lit(rowsAtOnce)} from backup`.execute(db);
    for (const row of rows) {
      const found = textsSchema.parse(row);
      yield columns.map((_, at) => found[String(at)] ?? null);
    }
    if (rows.length < rowsAtOnce) break;
  }
  await sql`close backup`.execute(db);
}
