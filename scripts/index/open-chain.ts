import type { ChainSource } from "../../indexer/src/chain-source.ts";
import type { IndexerConfig } from "../../indexer/src/config.ts";
import { createChainSource } from "../../indexer/src/rpc/create-chain-source.ts";

export interface OpenChain {
  readonly source: ChainSource;
  close(): void;
}

/** The chain as the node itself asks for it: the same endpoints, the same checks of every answer. */
export function openChain(config: IndexerConfig): OpenChain {
  const closing = new AbortController();
  const source = createChainSource({
    ...{ ...config, urls: config.rpcUrls, timeoutMs: config.rpcTimeoutMs },
    ...{ responseBytesMax: config.rpcResponseBytesMax, signal: closing.signal },
  });
  return {
    source,
    close() {
      source.close();
      closing.abort();
    },
  };
}
