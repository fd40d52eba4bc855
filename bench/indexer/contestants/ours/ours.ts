import { createGrantIndexReader, type GrantIndexReader } from "@idos/indexer";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startRedis } from "../../../../scripts/redis/start-redis.ts";
import type { Oracle } from "../../chain/oracle.ts";
import { peakRssBytes } from "../../../common/process-memory.ts";
import type { Contestant } from "../run.ts";
import { compareIndex } from "./compare-index.ts";
import { PLACE, RULES } from "./settings.ts";
import { startOurs } from "./start-ours.ts";

const LOOK_MS = 5;
const POLL_INTERVAL_MS = 250;

/** The indexer of this project into Redis. */
export const ours: Contestant = {
  name: "idOS",
  async run({ chain, server, folder }) {
    const redis = await startRedis({ folder: join(folder, "redis"), appendOnly: false });
    const reader = createGrantIndexReader({ redis: redis.url, ...PLACE, ...RULES });
    const endpoints = { rpcUrl: server.url, redisUrl: redis.url, pollIntervalMs: POLL_INTERVAL_MS };
    const program = await startOurs(endpoints);
    try {
      const arrival = await watch(reader, chain.oracle);
      const counts = await server.takeCounts();
      const peak = await peakRssBytes(program.pid);
      return {
        ...arrival,
        counts,
        peakRssBytes: peak,
        differences: await compareIndex(reader, chain.oracle),
      };
    } finally {
      await program.stop();
      reader.close();
      await redis.stop();
    }
  },
};

async function watch(reader: GrantIndexReader, { seq, head }: Oracle) {
  let eventsAtNs: bigint | undefined;
  for (;;) {
    const status = await reader.status();
    const nowNs = process.hrtime.bigint();
    if (status.seq === seq) eventsAtNs ??= nowNs;
    if (eventsAtNs !== undefined && status.state === "ready" && status.decidedAt.blockNumber === head)
      return { eventsAtNs, caughtUpAtNs: nowNs };
    await sleep(LOOK_MS);
  }
}
