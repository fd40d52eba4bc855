import type { Eip1193Provider } from "ethers";
import type { PageConfig } from "../config/page-config.ts";
import { walletErrorCode } from "./wallet-error.ts";

/** "Unrecognized chain" (EIP-3326, EIP-3085). */
const UNKNOWN_CHAIN = 4902;

/** Has the wallet switch to the chain of the grants, or learn of it first. */
export async function ensureChain(provider: Eip1193Provider, chain: PageConfig["chain"]): Promise<void> {
  const chainId = `0x${chain.id.toString(16)}`;
  const current: unknown = await provider.request({ method: "eth_chainId" });
  if (current === chainId) return;
  try {
    await provider.request({ method: "wallet_switchEthereumChain", params: [{ chainId }] });
  } catch (error) {
    if (walletErrorCode(error) !== UNKNOWN_CHAIN) throw error;
    await provider.request({
      method: "wallet_addEthereumChain",
      params: [{ chainId, chainName: chain.name, rpcUrls: [chain.rpcUrl], nativeCurrency: ETHER }],
    });
  }
}

const ETHER = { name: "Ether", symbol: "ETH", decimals: 18 };
