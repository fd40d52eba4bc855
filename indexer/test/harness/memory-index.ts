import type { IndexStatus } from "@idos/protocol";
import { pino } from "pino";
import type { TestRedis } from "../../../test/harness/redis.ts";
import {
  createGrantIndexReader,
  createIndexer,
  type Indexer,
  type IndexerOverrides,
  type IndexerSettings,
} from "../../src/index.ts";
import type { MemoryChain } from "./memory-chain.ts";

export interface MemoryIndex {
  /** Started; whoever starts it stops it. */
  start(overrides?: IndexerOverrides, settings?: Partial<IndexerSettings>): Indexer;
  status(): Promise<IndexStatus>;
}

/** An index, in a real Redis, of a chain in memory. */
export function openMemoryIndex(chain: MemoryChain, redis: TestRedis): MemoryIndex {
  const place = { chainId: 7, contract: chain.contract, redisPrefix: redis.prefix };
  const shared = { ...place, finality: 3, staleAfterSeconds: 30 };
  return {
    start(overrides = {}, settings = {}) {
      const indexer = createIndexer(
        {
          ...{ ...shared, rpcUrls: ["http://127.0.0.1:1"], deployBlock: 1, redisUrl: redis.url },
          ...{ pollIntervalMs: 10, backoffMaxMs: 50, rangeBlocks: 20, rangeEventsMax: 60 },
          ...settings,
        },
        { logger: pino({ level: "silent" }), source: () => chain.source, ...overrides },
      );
      indexer.start();
      return indexer;
    },
    async status() {
      const reader = createGrantIndexReader({ redis: redis.url, ...shared });
      try {
        return await reader.status();
      } finally {
        reader.close();
      }
    },
  };
}
