import { LOCAL_CHAIN_ID } from "../chain/local-chain-id.ts";

/** Where a wallet meets the contract, in ERC-7730's spelling. */
export interface DeployedAt {
  readonly chainId: number;
  readonly address: string;
}

/** By chain id, without local chains: an address there is something else on the next machine. */
export function publicOnes(deployments: readonly DeployedAt[]): DeployedAt[] {
  return deployments
    .filter(({ chainId }) => chainId !== LOCAL_CHAIN_ID)
    .map(({ chainId, address }) => ({ chainId, address }))
    .sort((a, b) => a.chainId - b.chainId);
}
