import { formatEther, type JsonRpcProvider, type Signer } from "ethers";
import { CREATION_CALL } from "./creation.ts";
import { installProxy } from "./create2-proxy.ts";
import type { Cost } from "./estimate-cost.ts";
import { isContractThere } from "./plan-deployment.ts";

export interface Sender {
  readonly provider: JsonRpcProvider;
  readonly signer: Signer;
  readonly chainId: number;
}

/**
 * Sends the creation; resolves to its hash, or to undefined if the contract is there meanwhile. Two from one account
 * never cost twice: both carry the nonce that was read before the look.
 */
export async function sendCreation(
  { provider, signer, chainId }: Sender,
  cost: Cost,
  report: (line: string) => void,
): Promise<string | undefined> {
  const address = await signer.getAddress();
  const lacking = cost.atMost - (await provider.getBalance(address));
  if (lacking > 0n)
    throw new Error(`${address} has too little: it lacks ${formatEther(lacking)} to be sure of the gas`);
  const gas = { ...cost.fees, gasLimit: cost.paymentGasLimit };
  await installProxy(provider, signer, report, { valueMaxWei: cost.forProxy ?? 0n, gas });
  const nonce = await provider.getTransactionCount(address, "latest");
  if (await isContractThere({ provider, chainId })) return undefined;
  const { hash } = await signer.sendTransaction({
    ...CREATION_CALL,
    ...cost.fees,
    gasLimit: cost.gasLimit,
    nonce,
  });
  report(`sent ${hash}`);
  return hash;
}
