import { readdir } from "node:fs/promises";
import { LOCAL_CHAIN_ID } from "../chain/local-chain-id.ts";
import { readDeployment } from "../deploy/record.ts";

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

/** The recorded deployments; none where there is no folder. */
export async function readDeployments(folder: string): Promise<DeployedAt[]> {
  const names = await readdir(folder).catch((error: unknown): string[] => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  });
  const networks = names
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.slice(0, -".json".length));
  const records = await Promise.all(networks.map((network) => readDeployment(folder, network)));
  return records.filter((record) => record !== undefined);
}
