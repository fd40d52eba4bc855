import { LOCAL_CHAIN_ID } from "../chain/local-chain-id.ts";
import type { DeploymentRecord } from "../deploy/record.ts";

type Claim = Pick<DeploymentRecord, "network" | "chainId" | "abiHash">;

/** Throws where records of lasting chains disagree with each other, or with the ABI that goes with them. */
export function requireAgreement(claims: readonly Claim[], abiHash: string): void {
  const lasting = claims.filter(({ chainId }) => chainId !== LOCAL_CHAIN_ID);
  for (const claim of lasting) {
    const { network, chainId } = claim;
    const namesake = lasting.find((other) => other.chainId === chainId && other.network !== network);
    if (namesake !== undefined)
      throw new Error(`${network} and ${namesake.network} both stand for chain ${chainId}: keep to one name`);
    if (claim.abiHash !== abiHash)
      throw new Error(`the record of ${network} is of another contract than this source's: move it away`);
  }
}
