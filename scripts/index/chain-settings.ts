import { type IndexerConfig, parseIndexerConfig } from "../../indexer/src/config.ts";
import type { NodeConfig } from "../../node/src/config.ts";
import { UsageError } from "../process/usage-error.ts";

/** One of the node's chains, as the commands use it. */
export interface ChainSettings {
  readonly indexer: IndexerConfig;
  /** As the node judges how old the head may be. */
  readonly headAgeSecondsMax: number | undefined;
}

/** The one chain, or the one of this id. Throws a UsageError where that leaves none or several. */
export function chooseChain(config: NodeConfig, chainId: number | undefined): ChainSettings {
  const all = chainsOf(config);
  const ids = all.map(({ indexer }) => indexer.chainId).join(", ");
  const [chosen, ...others] = all.filter(
    ({ indexer }) => chainId === undefined || indexer.chainId === chainId,
  );
  if (chosen === undefined)
    throw new UsageError(`--chain ${chainId ?? ""}: the node follows ${ids} and no other`);
  if (others.length > 0) throw new UsageError(`the node follows ${ids}: choose one with --chain ID`);
  return chosen;
}

function chainsOf(config: NodeConfig): readonly ChainSettings[] {
  const { rpcUrl, chainId, contract, deployBlock, confirmations, pollIntervalMs } = config;
  const { staleAfterSeconds, redisUrl, redisPrefix, headAgeSecondsMax } = config;
  return [
    {
      indexer: parseIndexerConfig({
        ...{ rpcUrls: [rpcUrl], chainId, contract, deployBlock, finality: confirmations, pollIntervalMs },
        ...{ staleAfterSeconds, redisUrl, redisPrefix },
      }),
      headAgeSecondsMax,
    },
  ];
}
