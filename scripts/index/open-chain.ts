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
  const { rpcUrl, rpcTimeoutMs, rpcResponseBytesMax, chainId, contract } = config;
  const closing = new AbortController();
  const call = createJsonRpc({
    ...{ url: rpcUrl, timeoutMs: rpcTimeoutMs, responseBytesMax: rpcResponseBytesMax },
    signal: closing.signal,
  });
  const source = createRpcChainSource(withRetries(call, closing.signal), chainId, contract);
  return { source, close: () => closing.abort() };
}
