import { Kysely, PostgresDialect } from "kysely";
import type { Database, Tables } from "../tables.ts";
import { openPool, type PoolSettings } from "./postgres-pool.ts";

/** A database on a server; nothing is asked of it yet. Closing it closes its connections. */
export function openDatabase(settings: PoolSettings, onError: (error: Error) => void): Database {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: openPool(settings, onError) }) });
}
