import { startBenchPostgres } from "../../common/bench-postgres.ts";
import type { World } from "./start-world.ts";

/** A PostgreSQL with its own defaults, so with the disk in every commit, that ends with the world. Resolves to its URL. */
export async function startDatabase(world: World): Promise<string> {
  const postgres = await startBenchPostgres();
  world.onStop(() => postgres.stop());
  return postgres.url;
}
