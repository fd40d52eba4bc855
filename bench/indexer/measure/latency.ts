import { type ClosableGrantIndexReader, createGrantIndexReader } from "@idos/indexer";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { startRedis } from "../../../scripts/redis/start-redis.ts";
import { latencyPlan } from "../chain/plans.ts";
import { provideChain, type RecordedChain } from "../chain/provide-chain.ts";
import { type Random, seededRandom } from "../chain/random.ts";
import { PLACE, RULES } from "../contestants/ours/settings.ts";
import { startOurs } from "../contestants/ours/start-ours.ts";
import { say } from "../../common/progress.ts";
import { type ChainServer, startServer } from "../server/start-server.ts";
import { quantile } from "../../common/statistics.ts";

export const HEAD_WAYS = ["polling", "subscription"] as const;
export const latencyRunSchema = z.strictObject({
  way: z.enum(HEAD_WAYS),
  rpcLatencyMs: z.number(),
  samples: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
  maxMs: z.number(),
});
export type LatencyRun = z.output<typeof latencyRunSchema>;

export const POLL_INTERVAL_MS = 250;
const LOOK_MS = 1;

export interface LatencyOptions {
  readonly samples: number;
  readonly latenciesMs: readonly number[];
}

/** From the RPC showing a block to the index denying the grant that is revoked in it. */
export async function measureLatency({ samples, latenciesMs }: LatencyOptions): Promise<LatencyRun[]> {
  const chain = await provideChain(latencyPlan(samples), say);
  const runs: LatencyRun[] = [];
  for (const rpcLatencyMs of latenciesMs)
    for (const way of HEAD_WAYS) {
      const takenMs = (await sample(chain, way, rpcLatencyMs)).sort((one, other) => one - other);
      const [p50Ms, p99Ms, maxMs] = [0.5, 0.99, 1].map((fraction) => quantile(takenMs, fraction));
      const run = latencyRunSchema.parse({ way, rpcLatencyMs, samples: takenMs.length, p50Ms, p99Ms, maxMs });
      say(`head to served, ${way}, RPC latency ${rpcLatencyMs} ms: p50 ${p50Ms} ms, p99 ${p99Ms} ms`);
      runs.push(run);
    }
  return runs;
}

async function sample(chain: RecordedChain, way: LatencyRun["way"], latencyMs: number): Promise<number[]> {
  const { ended, head } = chain.oracle;
  const folder = await mkdtemp(join(tmpdir(), "idos-bench-"));
  const server = await startServer({ chain, latencyMs, head: head - ended.length });
  const redis = await startRedis({ folder, appendOnly: false });
  const reader = createGrantIndexReader({ redis: redis.url, ...PLACE, ...RULES });
  const rpcUrl = way === "polling" ? server.url : server.socketUrl;
  const program = await startOurs({ rpcUrl, redisUrl: redis.url, pollIntervalMs: POLL_INTERVAL_MS });
  const random = seededRandom(7);
  const takenMs: number[] = [];
  try {
    while ((await reader.status()).state !== "ready") await sleep(20);
    for (const grant of ended) takenMs.push(await timeToDenial(server, reader, grant, random));
  } finally {
    await program.stop();
    reader.close();
    await redis.stop();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
  return takenMs;
}

async function timeToDenial(
  server: ChainServer,
  reader: ClosableGrantIndexReader,
  { owner, handle }: RecordedChain["oracle"]["ended"][number],
  random: Random,
): Promise<number> {
  // At any time between two polls.
  await sleep(random.below(POLL_INTERVAL_MS));
  if ((await reader.check(owner, handle)).grant.kind !== "granted") throw new Error("denied before its end");
  const { atNs } = await server.release();
  while ((await reader.check(owner, handle)).grant.kind === "granted") await sleep(LOOK_MS);
  return Number(process.hrtime.bigint() - atNs) / 1e6;
}
