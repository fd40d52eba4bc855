import { type Logger, pino } from "pino";
import type { Registry } from "prom-client";
import { createArrivals } from "./arrivals.ts";
import type { ChainSource } from "./chain-source.ts";
import { type IndexerSettings, parseIndexerConfig } from "./config.ts";
import type { GrantIndex } from "./grant-index.ts";
import { watchMetrics } from "./metrics/watch-metrics.ts";
import type { Progress } from "./progress.ts";
import { quietWarnings } from "./quiet-log.ts";
import { connectRedis } from "./redis/connect.ts";
import { createRedisGrantIndex } from "./redis/redis-grant-index.ts";
import { reportProgress } from "./report-progress.ts";
import { createChainSource } from "./rpc/create-chain-source.ts";
import type { ChainSourceEvent, JsonRpc } from "./rpc/json-rpc.ts";
import { runIndexer } from "./run-indexer.ts";
import { watchAll } from "./watch.ts";

export interface IndexerOverrides {
  readonly logger?: Logger;
  /** Replaces, or wraps, the part that the configuration gives. */
  readonly source?: (source: ChainSource) => ChainSource;
  readonly index?: (index: GrantIndex) => GrantIndex;
  /** Answers in the place of the network; called once for each endpoint. */
  readonly transport?: (url: string, signal: AbortSignal) => JsonRpc;
  /** Told a few times a second while there are steps to take. */
  readonly onProgress?: (progress: Progress) => void;
  /** Where the metrics are kept; several indexers may share it. */
  readonly metrics?: Registry;
}

export interface Indexer {
  /** Begins to follow the chain and returns at once. What fails is logged and tried again; readers see it in the status. */
  start(): void;
  /** Resolves when the last write is done and every connection is closed. */
  stop(): Promise<void>;
  /** Resolves when the index was seen equal to a head of the chain that is at least as new as this call. Rejects on stop. */
  caughtUp(): Promise<void>;
}

/** Throws a ZodError on settings that cannot be right. */
export function createIndexer(settings: IndexerSettings, overrides: IndexerOverrides = {}): Indexer {
  const config = parseIndexerConfig(settings);
  const logger = overrides.logger ?? pino({ name: "indexer" });
  const stopping = new AbortController();
  const arrivals = createArrivals();
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    const { signal } = stopping;
    const { onProgress, metrics: registry } = overrides;
    const warn = quietWarnings(logger);
    const metrics = registry && watchMetrics({ registry, ...config });
    const progress = reportProgress({ deployBlock: config.deployBlock, logger, onProgress });
    const redis = connectRedis(config.redisUrl, (error) => warn("Redis does not answer", error));
    let { host } = new URL(config.rpcUrls[0]);
    const onEvent = (event: ChainSourceEvent) => {
      metrics?.heard(event);
      if (event.kind !== "switched") return;
      host = event.to;
      logger.warn(event, "another endpoint is asked from now on");
    };
    const source = createChainSource({
      ...{ ...config, urls: config.rpcUrls, timeoutMs: config.rpcTimeoutMs },
      ...{ responseBytesMax: config.rpcResponseBytesMax, transport: overrides.transport, onEvent, signal },
    });
    const index = createRedisGrantIndex(redis, config);
    try {
      await runIndexer(config, {
        source: overrides.source?.(source) ?? source,
        index: overrides.index?.(index) ?? index,
        watch: watchAll(metrics === undefined ? [progress] : [progress, metrics]),
        ...{ arrivals, logger, signal, host: () => host },
      });
    } finally {
      metrics?.close();
      source.close();
      redis.disconnect();
    }
  }

  return {
    start() {
      running ??= run();
    },
    async stop() {
      stopping.abort();
      arrivals.abandon(new Error("the indexer was stopped"));
      await running;
    },
    caughtUp: () => arrivals.next(),
  };
}
