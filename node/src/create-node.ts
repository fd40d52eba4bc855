import { setTimeout as sleep } from "node:timers/promises";
import { connectRedis } from "@idos/indexer";
import { type Origin, originSchema } from "@idos/protocol";
import type { Logger } from "pino";
import { collectDefaultMetrics, Registry } from "prom-client";
import type { ContractSignatures } from "./access/contract-signatures.ts";
import type { GrantIndexes } from "./access/grant-indexes.ts";
import { reachContractAccounts } from "./chain-calls/reach-contract-accounts.ts";
import { type Closing, createClosing } from "./closing.ts";
import type { NodeConfig } from "./config/config.ts";
import { type FollowedChains, followChains } from "./followed-chains.ts";
import { createEventStreams } from "./events/event-streams.ts";
import { openHttpServer } from "./http-server.ts";
import { type AppDependencies, createApp } from "./http/app.ts";
import { defaultMemoryBytesMax, type LoadSettings, watchLoad } from "./http/load.ts";
import type { OneTimeCodes } from "./http/one-time-codes.ts";
import { createLogger } from "./logger.ts";
import { operatorApp, type OperatorParts } from "./operator/operator-app.ts";
import { countConnectionErrors, measureDisk, measureReadiness } from "./operator/store-metrics.ts";
import { loadNodeKey } from "./receipts/load-node-key.ts";
import { followPeers } from "./replication/pull/follow-peers.ts";
import { redisAttempts } from "./redis/redis-attempts.ts";
import { redisFactVersions } from "./redis/redis-fact-versions.ts";
import { redisOneTimeCodes } from "./redis/redis-one-time-codes.ts";
import { redisRateLimits } from "./redis/redis-rate-limits.ts";
import { startHousekeeping } from "./storage/housekeeping.ts";
import { openPgliteStore } from "./storage/sql/pglite/open-pglite-store.ts";
import { openPostgresStore } from "./storage/sql/postgres/open-postgres-store.ts";
import type { Store } from "./storage/store.ts";

/** Parts to use in the place of those that the configuration gives. Who brings a part closes it. */
export interface NodeOverrides {
  readonly store?: Store;
  readonly codes?: OneTimeCodes;
  /** What grants are looked up in; the chains are followed all the same. */
  readonly indexes?: GrantIndexes;
  readonly logger?: Logger;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  readonly contractAccounts?: ContractSignatures;
}

export interface Node {
  /** Listens and begins to follow the chains. Until an index is ready, its chain's grantees are told so. */
  start(): Promise<void>;
  /**
   * Serves on for the time that the configuration gives a balancer, not ready any more; then answers what is under way
   * and closes everything. The node cannot be started again.
   */
  stop(): Promise<void>;
  /** Where it listens. Throws before `start`. */
  readonly url: string;
  /** Where it answers its operator; undefined where that is not configured. Throws before `start`. */
  readonly operatorUrl: string | undefined;
}

/** Builds every part of a node once. Rejects, with nothing left open, when one cannot be built. */
export async function createNode(config: NodeConfig, overrides: NodeOverrides = {}): Promise<Node> {
  const closing = createClosing();
  try {
    const parts = await createParts(config, overrides, closing);
    return nodeOf(config, parts, closing);
  } catch (error) {
    await closing.closeAll();
    throw error;
  }
}

type Parts = Omit<AppDependencies, "config" | "indexes"> & {
  readonly chains: FollowedChains;
  /** Undefined where nobody can ask for them. */
  readonly metrics: Registry | undefined;
};

async function createParts(config: NodeConfig, overrides: NodeOverrides, closing: Closing): Promise<Parts> {
  const logger = overrides.logger ?? createLogger(config.logLevel);
  const metrics = config.operator && new Registry();
  const count = metrics === undefined ? () => undefined : countConnectionErrors(metrics);
  const onRedisError = (error: Error): void => {
    count("redis");
    logger.warn({ err: error }, "Redis does not answer");
  };
  const onDatabaseError = (error: Error): void => {
    count("database");
    logger.warn({ err: error }, "a connection to PostgreSQL was lost");
  };
  const connect = (isBatched: boolean): ReturnType<typeof connectRedis> =>
    closing.add(connectRedis(config.redisUrl, onRedisError, { isBatched }), (opened) => opened.disconnect());
  // The readers of the indexes put their checks together themselves.
  const [redis, ofReaders] = [connect(true), connect(false)];
  const attempts = redisAttempts(redis, config.redisPrefix);
  const reached = closing.add(reachContractAccounts(config.chains, attempts), (opened) => opened.close());
  return {
    ...{ logger, metrics },
    nodeKey: await loadNodeKey(config.nodeKeyFile),
    clock: overrides.clock ?? Date.now,
    eventStreams: createEventStreams(),
    store:
      overrides.store ?? closing.add(await openStore(config, onDatabaseError), (opened) => opened.close()),
    factVersions: redisFactVersions(redis, config.redisPrefix, (error) =>
      logger.warn({ err: error }, "a change stays announced"),
    ),
    codes: overrides.codes ?? redisOneTimeCodes(redis, config.redisPrefix),
    rateLimits: redisRateLimits(redis, config.redisPrefix, config.ratesPerMinute),
    trustedProxies: config.trustedProxies,
    load: closing.add(watchLoad(loadSettings(config)), (load) => load.stop()),
    chains: {
      ...followChains(config, { redis: ofReaders, logger, metrics }),
      ...(overrides.indexes === undefined ? {} : { indexes: overrides.indexes }),
    },
    contractAccounts: overrides.contractAccounts ?? reached.signatures,
  };
}

function loadSettings({ eventLoopDelayMsMax, memoryBytesMax }: NodeConfig): LoadSettings {
  return { eventLoopDelayMsMax, memoryBytesMax: memoryBytesMax ?? defaultMemoryBytesMax() };
}

function openStore(
  { postgres, dataFolder, pgliteTemplate }: NodeConfig,
  onError: (error: Error) => void,
): Promise<Store> {
  if (postgres === undefined) return openPgliteStore(dataFolder, { template: pgliteTemplate });
  return openPostgresStore(postgres, { onError });
}

interface Listening {
  readonly url: string;
  readonly operatorUrl: string | undefined;
}

function nodeOf(config: NodeConfig, parts: Parts, closing: Closing): Node {
  let listening: Listening | undefined;
  let stopping: Promise<void> | undefined;
  let drain = (): void => undefined;
  const started = (): Listening => {
    if (listening === undefined) throw new Error("the node was not started");
    return listening;
  };
  return {
    async start() {
      const { chains, store, clock, logger } = parts;
      closing.add(chains, (followed) => followed.stop());
      closing.add(startHousekeeping(store, clock, logger), (housekeeping) => housekeeping.stop());
      const server = await openHttpServer(config, (url) => {
        const handle = createApp(appDependencies(config, parts, originSchema.parse(url))).callback();
        return (request, response) => void handle(request, response);
      });
      closing.add(server, (opened) => opened.close(config.stopSeconds * 1_000));
      drain = () => {
        server.drain();
        parts.eventStreams.end();
      };
      const origin = config.origin ?? originSchema.parse(server.url);
      closing.add(followPeers(config, parts, origin), (peers) => peers.stop());
      const isStopping = (): boolean => stopping !== undefined;
      const operatorUrl = await openOperatorServer(config, { ...parts, isStopping }, closing);
      closing.add(chains, (followed) => followed.endWaits());
      chains.start();
      listening = { url: server.url, operatorUrl };
    },
    stop() {
      stopping ??= (async () => {
        drain();
        if (listening !== undefined) await sleep(config.drainSeconds * 1_000);
        await closing.closeAll();
      })();
      return stopping;
    },
    get url() {
      return started().url;
    },
    get operatorUrl() {
      return started().operatorUrl;
    },
  };
}

async function openOperatorServer(
  { operator, postgres, dataFolder }: NodeConfig,
  { chains, store, logger, metrics, isStopping }: Parts & Pick<OperatorParts, "isStopping">,
  closing: Closing,
): Promise<string | undefined> {
  if (operator === undefined || metrics === undefined) return undefined;
  collectDefaultMetrics({ register: metrics });
  const ready = { store, indexes: chains.indexes, isStopping };
  measureReadiness(metrics, ready);
  if (postgres === undefined) measureDisk(metrics, dataFolder);
  const app = operatorApp({ ...ready, metrics, logger });
  const server = closing.add(await openHttpServer(operator, () => app), (opened) => opened.close(0));
  return server.url;
}

function appDependencies(config: NodeConfig, parts: Parts, listening: Origin): AppDependencies {
  const { staleAfterSeconds, peers, providers, origins } = config;
  const identity: AppDependencies["config"] = {
    origin: config.origin ?? listening,
    chains: config.chains.map(({ chainId, contract, finality }) => ({ chainId, contract, finality })),
    ...{ staleAfterSeconds, peers, providers, origins },
  };
  return { ...parts, config: identity, indexes: parts.chains.indexes };
}
