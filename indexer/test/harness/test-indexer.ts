import type { GrantCheck } from "@idos/protocol";
import { pino } from "pino";
import type { TestRedis } from "../../../test/harness/redis.ts";
import {
  type ClosableGrantIndexReader,
  createGrantIndexReader,
  createIndexer,
  type GrantIndexReader,
  type GrantIndexReaderOptions,
  type Indexer,
} from "../../src/index.ts";
import type { IndexerOverrides, IndexerSettings } from "../../src/index.ts";
import type { DeployedChain, TestGrant } from "./deployed-chain.ts";

export type TestSettings = Partial<IndexerSettings>;

export interface TestIndex {
  readonly reader: GrantIndexReader;
  /** Another node's reader of the same index; `close` closes it too. */
  openReader(options: Partial<GrantIndexReaderOptions>): GrantIndexReader;
  /** An indexer of the same index; started, and stopped by `close`. */
  start(settings?: TestSettings, overrides?: IndexerOverrides): Indexer;
  /** What a node would be told about the grant now. */
  check(grant: TestGrant): Promise<GrantCheck>;
  /** "ready granted", "stale none" and the like. */
  verdict(grant: TestGrant): Promise<string>;
  close(): Promise<void>;
}

export function openTestIndex(
  deployed: DeployedChain,
  redis: TestRedis,
  settings: TestSettings = {},
): TestIndex {
  const { chain, contract, deployBlock } = deployed;
  const defaults: IndexerSettings = {
    ...{ rpcUrls: [chain.rpcUrl], chainId: chain.chainId, contract, deployBlock },
    ...{ finality: 2, pollIntervalMs: 15, staleAfterSeconds: 30, backoffMaxMs: 60 },
    ...{ redisUrl: redis.url, redisPrefix: redis.prefix },
    ...settings,
  };
  const { redisUrl, redisPrefix = "", staleAfterSeconds, finality } = defaults;
  const place = { chainId: chain.chainId, contract: deployed.contract, redisPrefix };
  const readers: ClosableGrantIndexReader[] = [];
  const openReader = (own: Partial<GrantIndexReaderOptions>): GrantIndexReader => {
    const opened = createGrantIndexReader({
      ...{ redis: redisUrl, ...place, staleAfterSeconds, finality },
      ...own,
    });
    readers.push(opened);
    return opened;
  };
  const reader = openReader({});
  const started: Indexer[] = [];
  const check = (grant: TestGrant) => reader.check(deployed.address(grant.owner), deployed.handle(grant));
  return {
    reader,
    openReader,
    check,
    start(own = {}, overrides = {}) {
      const indexer = createIndexer(
        { ...defaults, ...own },
        { logger: pino({ level: "silent" }), ...overrides },
      );
      indexer.start();
      started.push(indexer);
      return indexer;
    },
    async verdict(grant) {
      const { grant: state, status } = await check(grant);
      return `${status.state} ${state.kind}`;
    },
    async close() {
      await Promise.all(started.map((indexer) => indexer.stop()));
      for (const opened of readers) opened.close();
    },
  };
}
