import type { ChainSource } from "../../indexer/src/chain-source.ts";
import type { IndexerConfig } from "../../indexer/src/config.ts";
import { createJsonRpc } from "../../indexer/src/rpc/json-rpc.ts";
import { withRetries } from "../../indexer/src/rpc/retry.ts";
import { createRpcChainSource } from "../../indexer/src/rpc/rpc-chain-source.ts";

export interface OpenChain {
  readonly source: ChainSource;
  close(): void;
}

/** The chain as the node itself asks for it, with the node's own checks of every answer. */
export function openChain(config: IndexerConfig): OpenChain {
  const { rpcUrls, rpcTimeoutMs, rpcResponseBytesMax } = config;
  const closing = new AbortController();
  const call = createJsonRpc({
    ...{ url: rpcUrls[0] ?? "", timeoutMs: rpcTimeoutMs, responseBytesMax: rpcResponseBytesMax },
    signal: closing.signal,
  });
  const source = createRpcChainSource(withRetries(call, closing.signal), config);
  const close = (): void => {
    source.close();
    closing.abort();
  };
  return { source, close };
}
