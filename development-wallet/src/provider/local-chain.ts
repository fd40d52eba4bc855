import { JsonRpcProvider, Network } from "ethers";
import { LOCAL_CHAIN_ID } from "../config.ts";
import { ProviderError } from "./provider-error.ts";

/** What pages read through a wallet. */
const READS = new Set([
  ...["eth_blockNumber", "eth_call", "eth_estimateGas", "eth_feeHistory", "eth_gasPrice", "eth_getBalance"],
  ...["eth_getBlockByHash", "eth_getBlockByNumber", "eth_getCode", "eth_getLogs", "eth_getTransactionByHash"],
  ...["eth_getTransactionCount", "eth_getTransactionReceipt", "eth_maxPriorityFeePerGas", "net_version"],
]);

export interface LocalChain {
  readonly provider: JsonRpcProvider;
  /** Asks the chain. Throws UNSUPPORTED_METHOD for what is no read, CHAIN_DISCONNECTED. */
  read(method: string, params: readonly unknown[]): Promise<unknown>;
  /** Throws CHAIN_DISCONNECTED where another chain answers at the RPC, or none. */
  requireLocal(): Promise<void>;
}

export function connectLocalChain(rpcUrl: string): LocalChain {
  const network = Network.from(LOCAL_CHAIN_ID);
  const provider = new JsonRpcProvider(rpcUrl, network, { staticNetwork: network, cacheTimeout: -1 });
  const requireLocal = async (): Promise<void> => {
    const chainId = Number(await provider.send("eth_chainId", []).catch(() => undefined));
    if (chainId === LOCAL_CHAIN_ID) return;
    throw new ProviderError("CHAIN_DISCONNECTED", "The local chain does not answer");
  };
  return {
    provider,
    requireLocal,
    async read(method, params) {
      if (!READS.has(method))
        throw new ProviderError("UNSUPPORTED_METHOD", `The development wallet has no ${method}`);
      const answer: unknown = await provider.send(method, [...params]);
      return answer;
    },
  };
}
