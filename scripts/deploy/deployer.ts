import { type JsonRpcProvider, type Signer, Wallet } from "ethers";
import { LOCAL_CHAIN_ID } from "../chain/local-chain-id.ts";

/** Who pays: the given key, or on a local chain the first account that the chain itself unlocks. */
export async function chooseDeployer(
  provider: JsonRpcProvider,
  privateKey: string | undefined,
): Promise<Signer> {
  if (privateKey !== undefined && privateKey !== "") {
    try {
      return new Wallet(privateKey, provider);
    } catch {
      throw new Error("DEPLOYER_PRIVATE_KEY is not a private key");
    }
  }
  const { chainId } = await provider.getNetwork();
  if (Number(chainId) !== LOCAL_CHAIN_ID) {
    throw new Error(`chain ${chainId.toString()} is no local chain: set DEPLOYER_PRIVATE_KEY`);
  }
  return provider.getSigner(0);
}
