import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The first redis-server, else valkey-server, of the search path. */
export function findRedis(searchPath: string): string | undefined {
  for (const name of ["redis-server", "valkey-server"]) {
    const found = searchPath
      .split(delimiter)
      .filter((folder) => folder !== "")
      .map((folder) => join(folder, name))
      .find(isExecutable);
    if (found !== undefined) return found;
  }
  return undefined;
}
