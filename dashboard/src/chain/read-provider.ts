import { JsonRpcProvider, Network } from "ethers";
import { useConfig } from "../config/config-context.ts";
import type { PageConfig } from "../config/page-config.ts";

type Chain = PageConfig["chain"];

const providers = new WeakMap<Chain, JsonRpcProvider>();

/**
 * Reads the chain without a wallet: for what is public, for estimates, and for what became of a transaction. It keeps no
 * answers: of two that are compared, the second must not be older.
 */
export function readProviderOf(chain: Chain): JsonRpcProvider {
  const known = providers.get(chain);
  if (known !== undefined) return known;
  const network = Network.from(chain.id);
  const provider = new JsonRpcProvider(chain.rpcUrl, network, { staticNetwork: network, cacheTimeout: -1 });
  providers.set(chain, provider);
  return provider;
}

export function useReadProvider(): JsonRpcProvider {
  return readProviderOf(useConfig().chain);
}
