import { parseEther } from "ethers";
import { LOCAL_CHAIN_ID } from "../chain/local-chain-id.ts";

export interface Network {
  /** Names the record's file. */
  readonly name: string;
  /** What the endpoint has to confirm before anything else is asked. */
  readonly chainId: number;
  /** What gas is paid in. */
  readonly coin: string;
  /** Blocks that hold the deployment, its own included, before it is recorded. */
  readonly confirmations: number;
  /** What a deployment may cost if nobody says otherwise: an endpoint names the price, and may lie. */
  readonly costMaxWei: bigint;
  /** The endpoint that the chain's makers run for everybody; undefined where there is none. */
  readonly publicRpcUrl?: string;
}

export const COST_MAX_WEI = parseEther("0.1");

/** The networks that are ready by name. */
export const NETWORKS: readonly Network[] = [
  { name: "sepolia", chainId: 11155111, coin: "ETH", confirmations: 5, costMaxWei: COST_MAX_WEI },
  {
    name: "base-sepolia",
    chainId: 84532,
    coin: "ETH",
    confirmations: 5,
    costMaxWei: COST_MAX_WEI,
    publicRpcUrl: "https://sepolia.base.org",
  },
  {
    name: "arbitrum-sepolia",
    chainId: 421614,
    coin: "ETH",
    confirmations: 5,
    costMaxWei: COST_MAX_WEI,
    publicRpcUrl: "https://sepolia-rollup.arbitrum.io/rpc",
  },
  {
    name: "optimism-sepolia",
    chainId: 11155420,
    coin: "ETH",
    confirmations: 5,
    costMaxWei: COST_MAX_WEI,
    publicRpcUrl: "https://sepolia.optimism.io",
  },
  {
    name: "polygon-amoy",
    chainId: 80002,
    coin: "POL",
    confirmations: 16,
    // Its coin is worth far less than an ether.
    costMaxWei: parseEther("1"),
    publicRpcUrl: "https://rpc-amoy.polygon.technology",
  },
  {
    name: "localhost",
    chainId: LOCAL_CHAIN_ID,
    coin: "ETH",
    confirmations: 1,
    costMaxWei: COST_MAX_WEI,
    publicRpcUrl: "http://127.0.0.1:8545",
  },
];

const OTHER_CONFIRMATIONS = 5;

/**
 * The network that a name and, for one that is not ready by name, a chain id stand for. Each chain has one name, or it
 * could get two records. Throws what is wrong.
 */
export function networkCalled(name: string, chainId: number | undefined): Network {
  const known = NETWORKS.find((network) => network.name === name);
  if (known !== undefined) {
    if (chainId !== undefined && chainId !== known.chainId)
      throw new Error(`${name} is chain ${known.chainId}, not ${chainId}`);
    return known;
  }
  if (chainId === undefined) {
    const names = NETWORKS.map((network) => network.name).join(", ");
    throw new Error(`${name} is not ready by name: say its --chain-id too (ready: ${names})`);
  }
  const namesake = NETWORKS.find((network) => network.chainId === chainId);
  if (namesake !== undefined) throw new Error(`chain ${chainId} is ${namesake.name}: use that name`);
  return {
    ...{ name, chainId, coin: "native coins" },
    ...{ confirmations: OTHER_CONFIRMATIONS, costMaxWei: COST_MAX_WEI },
  };
}
