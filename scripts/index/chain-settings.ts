import { type IndexerConfig, parseIndexerConfig } from "../../indexer/src/config.ts";
import type { NodeConfig } from "../../node/src/config/config.ts";
import { indexerSettings, readerRules } from "../../node/src/indexer-settings.ts";
import { UsageError } from "../process/usage-error.ts";

/** One of the node's chains, as the commands use it. */
export interface ChainSettings {
  readonly indexer: IndexerConfig;
  /** As the node itself reads the index. */
  readonly rules: ReturnType<typeof readerRules>;
}

/** The one chain, or the one of this id. Throws a UsageError where that leaves none or several. */
export function chooseChain(config: NodeConfig, chainId: number | undefined): ChainSettings {
  const ids = config.chains.map((chain) => chain.chainId).join(", ");
  const [chosen, ...others] = config.chains.filter(
    (chain) => chainId === undefined || chain.chainId === chainId,
  );
  if (chosen === undefined)
    throw new UsageError(`--chain ${chainId ?? ""}: the node follows ${ids} and no other`);
  if (others.length > 0) throw new UsageError(`the node follows ${ids}: choose one with --chain ID`);
  return {
    indexer: parseIndexerConfig(indexerSettings(config, chosen)),
    rules: readerRules(config, chosen),
  };
}
