import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "../../scripts/postgres/start-postgres.ts";

export interface BenchPostgres {
  readonly url: string;
  /** Ends the server and deletes its data. */
  stop(): Promise<void>;
}

/** A PostgreSQL server of this run's own with an empty database; `settings` beside the server's own defaults. */
export async function startBenchPostgres(
  settings: Readonly<Record<string, string>> = {},
): Promise<BenchPostgres> {
  // Not in the project: the server's account must be able to reach it.
  const folder = await mkdtemp(join(tmpdir(), "idos-bench-postgres-"));
  const postgres = await startPostgres({ folder, settings });
  return {
    url: postgres.url,
    async stop() {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
