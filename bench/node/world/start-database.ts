import { join } from "node:path";
import { startPostgres } from "../../../scripts/postgres/start-postgres.ts";
import type { World } from "./start-world.ts";

/** A PostgreSQL with its own defaults, so with the disk in every commit, that ends with the world. Resolves to its URL. */
export async function startDatabase(world: World): Promise<string> {
  const postgres = await startPostgres({ folder: join(world.folder, "postgres-server") });
  world.onStop(() => postgres.stop());
  return postgres.url;
}
