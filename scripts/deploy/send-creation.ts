import { formatEther, type JsonRpcProvider, type Signer } from "ethers";
import { CREATION_CALL } from "./creation.ts";
import { installProxy } from "./create2-proxy.ts";
import type { Cost } from "./estimate-cost.ts";

/** Sends the creation; resolves to its hash. Two from one account never cost twice: both carry the same nonce. */
export async function sendCreation(
  provider: JsonRpcProvider,
  signer: Signer,
  cost: Cost,
  report: (line: string) => void,
): Promise<string> {
  const address = await signer.getAddress();
  const lacking = cost.atMost - (await provider.getBalance(address));
  if (lacking > 0n)
    throw new Error(`${address} has too little: it lacks ${formatEther(lacking)} to be sure of the gas`);
  await installProxy(provider, signer, report);
  const nonce = await provider.getTransactionCount(address, "latest");
  const { hash } = await signer.sendTransaction({
    ...CREATION_CALL,
    ...cost.fees,
    gasLimit: cost.gasLimit,
    nonce,
  });
  report(`sent ${hash}`);
  return hash;
}
