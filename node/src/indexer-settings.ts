import type { GrantIndexReaderOptions, IndexerSettings } from "@idos/indexer";
import type { ChainConfig } from "./config/chains.ts";
import type { NodeConfig } from "./config/config.ts";

/** What the indexer of one of the node's chains is started with. */
export function indexerSettings(config: NodeConfig, chain: ChainConfig): IndexerSettings {
  const { rpcUrls, chainId, contract, deployBlock, codeHash, finality, pollIntervalMs } = chain;
  const { staleAfterSeconds, redisUrl, redisPrefix } = config;
  return {
    ...{ rpcUrls: [...rpcUrls], chainId, contract, deployBlock, finality, pollIntervalMs },
    ...(codeHash === undefined ? {} : { codeHash }),
    ...{ staleAfterSeconds, redisUrl, redisPrefix },
  };
}

/** By what rules the index of one of the node's chains is read. */
export function readerRules(config: NodeConfig, chain: ChainConfig): Omit<GrantIndexReaderOptions, "redis"> {
  const { chainId, contract, finality, headAgeSecondsMax } = chain;
  const { redisPrefix, staleAfterSeconds } = config;
  return { chainId, contract, finality, redisPrefix, staleAfterSeconds, headAgeSecondsMax };
}
