import { sql } from "kysely";
import { z } from "zod";
import type { Database } from "../tables.ts";

export interface BackedUpTable {
  readonly name: string;
  readonly columns: readonly Column[];
  /** How many rows to hold at once: few where each may be large. */
  readonly rowsAtOnce: number;
}

export interface Column {
  readonly name: string;
  /** As PostgreSQL writes it. */
  readonly type: string;
}

/** Of the program that makes the schema, not data. */
const SCHEMA_TABLES = ["kysely_migration", "kysely_migration_lock"];
/** A session that was ended after a backup must not live again by it, so people sign in anew. */
const NOT_KEPT = ["sessions"];

const ROWS_AT_ONCE = 200;
const LARGE_ROWS_AT_ONCE = 2;

const columnsSchema = z.array(
  z.object({ table_name: z.string(), name: z.string(), type: z.string(), large: z.boolean() }),
);
const referencesSchema = z.array(z.object({ from_table: z.string(), to_table: z.string() }));

/** Every table that a backup holds, those first that others refer to. */
export async function backedUpTables(db: Database): Promise<readonly BackedUpTable[]> {
  const columns = await sql`select class.relname::text as table_name, attname::text as name,
      format_type(atttypid, atttypmod) as type, attstorage = 'e' as large
    from pg_attribute join pg_class class on class.oid = attrelid
    where class.relkind in ('r', 'p') and class.relnamespace = current_schema()::regnamespace
      and attnum > 0 and not attisdropped
    order by class.relname, attnum`.execute(db);
  const references =
    await sql`select distinct source.relname::text as from_table, target.relname::text as to_table
    from pg_constraint
      join pg_class source on source.oid = conrelid join pg_class target on target.oid = confrelid
    where contype = 'f' and conrelid <> confrelid and connamespace = current_schema()::regnamespace`.execute(
      db,
    );
  const byTable = Map.groupBy(columnsSchema.parse(columns.rows), ({ table_name }) => table_name);
  for (const name of [...SCHEMA_TABLES, ...NOT_KEPT]) byTable.delete(name);
  const names = referredFirst([...byTable.keys()], referencesSchema.parse(references.rows));
  return names.map((name) => {
    const found = byTable.get(name) ?? [];
    const rowsAtOnce = found.some(({ large }) => large) ? LARGE_ROWS_AT_ONCE : ROWS_AT_ONCE;
    return { name, columns: found.map((column) => ({ name: column.name, type: column.type })), rowsAtOnce };
  });
}

/** Throws unless the database holds no table of anybody. */
export async function requireEmpty(db: Database): Promise<void> {
  const { rows } = await sql`select 1 from pg_tables where schemaname = current_schema() limit 1`.execute(db);
  if (rows.length > 0) throw new Error("the database is not empty: restore into a new one");
}

type Reference = z.infer<typeof referencesSchema>[number];

function referredFirst(names: readonly string[], references: readonly Reference[]): string[] {
  const ordered = new Set<string>();
  const visited = new Set<string>();
  const visit = (name: string): void => {
    if (visited.has(name)) return;
    visited.add(name);
    for (const { from_table, to_table } of references) if (from_table === name) visit(to_table);
    ordered.add(name);
  };
  names.forEach(visit);
  return [...ordered].filter((name) => names.includes(name));
}
