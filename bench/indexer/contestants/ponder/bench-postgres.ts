import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "../../../../scripts/postgres/start-postgres.ts";

/** Generous memory, and nothing waits for the disk: Redis beside it keeps nothing on disk either. */
const SETTINGS = {
  ...{ fsync: "off", synchronous_commit: "off", full_page_writes: "off" },
  ...{ shared_buffers: "512MB", max_wal_size: "4GB" },
};

export interface BenchPostgres {
  readonly url: string;
  /** Ends the server and deletes its data. */
  stop(): Promise<void>;
}

/** A PostgreSQL server of this run's own with an empty database. */
export async function startBenchPostgres(): Promise<BenchPostgres> {
  // Not in the project: the server's account must be able to reach it.
  const folder = await mkdtemp(join(tmpdir(), "idos-bench-postgres-"));
  const postgres = await startPostgres({ folder, settings: SETTINGS });
  return {
    url: postgres.url,
    async stop() {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
