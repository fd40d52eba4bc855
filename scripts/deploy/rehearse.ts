import { BrowserProvider, keccak256, type JsonRpcSigner } from "ethers";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import { CONTRACT_ADDRESS, CREATION_CALL } from "./creation.ts";
import { PROXY_SIGNER, PROXY_TRANSACTION } from "./create2-proxy.ts";

export interface Rehearsal {
  /** keccak256 of the code that the creation leaves at its address on this chain. */
  readonly codeHash: string;
  readonly gasUsed: bigint;
}

const rehearsals = new Map<number, Promise<Rehearsal>>();

/**
 * Deploys on a chain of this process' own with the same chain id. The code that a contract leaves behind holds
 * immutables, which depend on chain and address, so what to expect on the real chain is found by running it; the real
 * chain's endpoint has no part in that.
 */
export function rehearse(chainId: number): Promise<Rehearsal> {
  const rehearsal = rehearsals.get(chainId) ?? deployHere(chainId);
  rehearsals.set(chainId, rehearsal);
  return rehearsal;
}

async function deployHere(chainId: number): Promise<Rehearsal> {
  const { network } = await createHardhatRuntimeEnvironment({
    networks: { rehearsal: { type: "edr-simulated", chainId } },
  });
  const connection = await network.create("rehearsal");
  const provider = new BrowserProvider(connection.provider, chainId);
  try {
    const signer: JsonRpcSigner = await provider.getSigner(0);
    await (await signer.sendTransaction({ to: PROXY_SIGNER, value: 10n ** 16n })).wait();
    await provider.broadcastTransaction(PROXY_TRANSACTION);
    const receipt = await (await signer.sendTransaction(CREATION_CALL)).wait();
    const code = await provider.getCode(CONTRACT_ADDRESS);
    if (receipt === null || code === "0x") throw new Error("the contract cannot be deployed at all");
    return { codeHash: keccak256(code), gasUsed: receipt.gasUsed };
  } finally {
    provider.destroy();
    await connection.close();
  }
}
