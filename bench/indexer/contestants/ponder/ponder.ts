import { join } from "node:path";
import { startBenchPostgres } from "../../../common/bench-postgres.ts";
import { CHAIN_ID, CONTRACT, DEPLOY_BLOCK } from "../../chain/facts.ts";
import { peakRssBytes } from "../../../common/process-memory.ts";
import type { Contestant, RunSetup } from "../run.ts";
import { comparePonder } from "./compare-ponder.ts";
import { installPonder } from "./install-ponder.ts";
import { startPonder } from "./start-ponder.ts";

/** No server here limits the range, and one request for all of it is the fewest. */
const RANGE_BLOCKS = 10_000;

/** Generous memory, and nothing waits for the disk: Redis beside it keeps nothing on disk either. */
const POSTGRES_SETTINGS = {
  ...{ fsync: "off", synchronous_commit: "off", full_page_writes: "off" },
  ...{ shared_buffers: "512MB", max_wal_size: "4GB" },
};

function chainSettings({ server }: RunSetup): Record<string, string> {
  return {
    BENCH_CHAIN_ID: String(CHAIN_ID),
    BENCH_RPC_URL: server.url,
    BENCH_CONTRACT: CONTRACT,
    BENCH_START_BLOCK: String(DEPLOY_BLOCK),
    BENCH_RANGE_BLOCKS: String(RANGE_BLOCKS),
  };
}

async function run(setup: RunSetup, store: Readonly<Record<string, string>>) {
  const { server, chain } = setup;
  const ponder = await startPonder(await installPonder(), { ...chainSettings(setup), ...store });
  try {
    const atNs = await ponder.readyAtNs();
    const counts = await server.takeCounts();
    const peak = await peakRssBytes(ponder.pid);
    const differences = await comparePonder(ponder.url, chain.oracle);
    return { eventsAtNs: atNs, caughtUpAtNs: atNs, counts, peakRssBytes: peak, differences };
  } finally {
    await ponder.stop();
  }
}

/** Ponder with the database that it brings along, inside its process. */
export const ponderOnPglite: Contestant = {
  name: "Ponder, PGlite",
  run: (setup) => run(setup, { BENCH_PGLITE_FOLDER: join(setup.folder, "pglite") }),
};

export const ponderOnPostgres: Contestant = {
  name: "Ponder, PostgreSQL",
  async run(setup) {
    const postgres = await startBenchPostgres(POSTGRES_SETTINGS);
    try {
      return await run(setup, { BENCH_POSTGRES_URL: postgres.url });
    } finally {
      await postgres.stop();
    }
  },
};
