import {
  connectRedis,
  createGrantIndexReader,
  createIndexer,
  type GrantIndexReader,
  type Indexer,
  type IndexerSettings,
} from "@idos/indexer";
import { type Origin, originSchema } from "@idos/protocol";
import type { Logger } from "pino";
import type { AccountSignatures } from "./access/account-signatures.ts";
import { shareBlockWaits } from "./block-waits.ts";
import { type Closing, createClosing } from "./closing.ts";
import type { NodeConfig } from "./config.ts";
import { openHttpServer } from "./http-server.ts";
import { type AppDependencies, createApp } from "./http/app.ts";
import type { OneTimeCodes } from "./http/one-time-codes.ts";
import { createLogger } from "./logger.ts";
import { redisOneTimeCodes } from "./redis/redis-one-time-codes.ts";
import { startHousekeeping } from "./storage/housekeeping.ts";
import { openPgliteStore } from "./storage/sql/pglite/open-pglite-store.ts";
import type { Store } from "./storage/store.ts";

/** Parts to use in the place of those that the configuration gives. Who brings a part closes it. */
export interface NodeOverrides {
  readonly store?: Store;
  readonly codes?: OneTimeCodes;
  readonly index?: GrantIndexReader;
  readonly indexer?: Pick<Indexer, "start" | "stop">;
  readonly logger?: Logger;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  readonly contractAccounts?: AccountSignatures;
}

export interface Node {
  /** Listens and begins to follow the chain. Until the index is ready, grantees are told so. */
  start(): Promise<void>;
  /** Answers what is under way, then closes everything. The node cannot be started again. */
  stop(): Promise<void>;
  /** Where it listens. Throws before `start`. */
  readonly url: string;
}

/** Shorter than what supervisors allow before they kill; what waits for a block is ended before. */
const DRAIN_MS = 3_000;

/** Builds every part of a node once. Rejects, with nothing left open, when one cannot be built. */
export async function createNode(config: NodeConfig, overrides: NodeOverrides = {}): Promise<Node> {
  const closing = createClosing();
  try {
    const parts = await createParts(config, overrides, closing);
    return nodeOf(config, parts, overrides, closing);
  } catch (error) {
    await closing.closeAll();
    throw error;
  }
}

type Parts = Omit<AppDependencies, "config"> & { readonly indexer: Pick<Indexer, "start" | "stop"> };

async function createParts(config: NodeConfig, overrides: NodeOverrides, closing: Closing): Promise<Parts> {
  const logger = overrides.logger ?? createLogger(config.logLevel);
  const onRedisError = (error: Error): void => logger.warn({ err: error }, "Redis does not answer");
  const redis = closing.add(connectRedis(config.redisUrl, onRedisError), (opened) => opened.disconnect());
  const openStore = (): Promise<Store> =>
    openPgliteStore(config.dataFolder, { template: config.pgliteTemplate });
  const { chainId, contract, confirmations, redisPrefix, staleAfterSeconds, headAgeSecondsMax } = config;
  const rules = { chainId, contract, confirmations, redisPrefix, staleAfterSeconds, headAgeSecondsMax };
  return {
    logger,
    clock: overrides.clock ?? Date.now,
    store: overrides.store ?? closing.add(await openStore(), (opened) => opened.close()),
    codes: overrides.codes ?? redisOneTimeCodes(redis, redisPrefix),
    index: overrides.index ?? createGrantIndexReader({ redis, ...rules }),
    indexer: overrides.indexer ?? createIndexer(indexerSettings(config), { logger }),
    ...(overrides.contractAccounts === undefined ? {} : { contractAccounts: overrides.contractAccounts }),
  };
}

function nodeOf(config: NodeConfig, parts: Parts, overrides: NodeOverrides, closing: Closing): Node {
  let url: string | undefined;
  let stopping: Promise<void> | undefined;
  return {
    async start() {
      const waits = shareBlockWaits(parts.index);
      const server = await openHttpServer(config, (listening) => {
        const dependencies = appDependencies(config, parts, originSchema.parse(listening));
        const handle = createApp({ ...dependencies, index: waits.index }).callback();
        return (request, response) => void handle(request, response);
      });
      url = server.url;
      if (overrides.indexer === undefined) closing.add(parts.indexer, (started) => started.stop());
      parts.indexer.start();
      closing.add(startHousekeeping(parts.store, parts.clock, parts.logger), (started) => started.stop());
      closing.add(server, (opened) => opened.close(DRAIN_MS));
      closing.add(waits, (shared) => shared.end());
    },
    stop() {
      stopping ??= closing.closeAll();
      return stopping;
    },
    get url() {
      if (url === undefined) throw new Error("the node was not started");
      return url;
    },
  };
}

function appDependencies(config: NodeConfig, parts: Parts, listening: Origin): AppDependencies {
  const { chainId, contract, confirmations, staleAfterSeconds, providers, origins } = config;
  const origin = config.origin ?? listening;
  return {
    ...parts,
    config: { origin, chainId, contract, confirmations, staleAfterSeconds, providers, origins },
  };
}

function indexerSettings(config: NodeConfig): IndexerSettings {
  const { rpcUrl, chainId, contract, deployBlock, confirmations, pollIntervalMs } = config;
  const { staleAfterSeconds, redisUrl, redisPrefix } = config;
  return {
    ...{ rpcUrl, chainId, contract, deployBlock, confirmations, pollIntervalMs },
    ...{ staleAfterSeconds, redisUrl, redisPrefix },
  };
}
