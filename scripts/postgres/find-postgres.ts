import { accessSync, constants, globSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

/** Where Debian, Fedora and Homebrew put them, beside the search path. */
const PLACES = [
  "/usr/lib/postgresql/*/bin",
  "/usr/pgsql-*/bin",
  "/opt/homebrew/opt/postgresql@*/bin",
  "/usr/local/opt/postgresql@*/bin",
];

/** The folder with PostgreSQL's server programs; the newest of several. */
export function findPostgres(searchPath: string): string | undefined {
  const places = PLACES.flatMap((pattern) => globSync(pattern)).sort(
    (one, other) => major(other) - major(one),
  );
  return [...places, ...searchPath.split(delimiter).filter((folder) => folder !== "")].find(hasServer);
}

function major(folder: string): number {
  return Number(/\d+/.exec(dirname(folder))?.[0] ?? 0);
}

function hasServer(folder: string): boolean {
  try {
    for (const program of ["initdb", "postgres", "pg_dump", "pg_restore"])
      accessSync(join(folder, program), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
