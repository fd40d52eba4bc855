import { type connectRedis, createGrantIndexReader, createIndexer, type Indexer } from "@idos/indexer";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import type { ChainIndex, GrantIndexes } from "./access/grant-indexes.ts";
import { shareBlockWaits } from "./block-waits.ts";
import type { ChainConfig } from "./config/chains.ts";
import type { NodeConfig } from "./config/config.ts";
import { indexerSettings, readerRules } from "./indexer-settings.ts";

/** The readers and the writers of the indexes of all the node's chains; one that fails leaves the others alone. */
export interface FollowedChains {
  readonly indexes: GrantIndexes;
  start(): void;
  /** Resolves when every last write is done. */
  stop(): Promise<void>;
  /** Ends the waits for blocks, and those to come, as if their time was over. */
  endWaits(): void;
}

export interface FollowParts {
  /** For the readers; an indexer has a connection of its own. */
  readonly redis: ReturnType<typeof connectRedis>;
  readonly logger: Logger;
  readonly metrics: Registry | undefined;
}

export function followChains(config: NodeConfig, parts: FollowParts): FollowedChains {
  const [first, ...rest] = config.chains;
  const primary = followChain(config, first, parts);
  const others = rest.map((chain) => followChain(config, chain, parts));
  const chains = [primary, ...others];
  return {
    indexes: { all: [primary.index, ...others.map(({ index }) => index)] },
    start: () => chains.forEach(({ indexer }) => indexer.start()),
    async stop() {
      await Promise.all(chains.map(({ indexer }) => indexer.stop()));
    },
    endWaits: () => chains.forEach((chain) => chain.endWaits()),
  };
}

interface FollowedChain {
  readonly index: ChainIndex;
  readonly indexer: Indexer;
  endWaits(): void;
}

function followChain(config: NodeConfig, chain: ChainConfig, parts: FollowParts): FollowedChain {
  const { redis, metrics } = parts;
  const { chainId } = chain;
  const logger = parts.logger.child({ chainId });
  const waits = shareBlockWaits(createGrantIndexReader({ redis, ...readerRules(config, chain) }));
  const overrides = { logger, ...(metrics === undefined ? {} : { metrics }) };
  return {
    index: { chainId, reader: waits.index },
    indexer: createIndexer(indexerSettings(config, chain), overrides),
    endWaits: () => waits.end(),
  };
}
