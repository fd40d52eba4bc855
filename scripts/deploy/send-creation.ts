import { setTimeout as sleep } from "node:timers/promises";
import { formatEther, type JsonRpcProvider, type Signer, type TransactionReceipt } from "ethers";
import { CREATION_CALL } from "./creation.ts";
import { installProxy } from "./create2-proxy.ts";
import type { Cost } from "./estimate-cost.ts";

const WAIT_MS = 300_000;

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

/** Waits until nothing of this account is under way: an earlier run may have sent the very transaction. */
export async function settle(
  provider: JsonRpcProvider,
  account: string,
  report: (line: string) => void,
): Promise<void> {
  const endsAt = Date.now() + WAIT_MS;
  for (let waits = 0; ; waits++) {
    const mined = await provider.getTransactionCount(account, "latest");
    if ((await provider.getTransactionCount(account, "pending")) <= mined) return;
    if (waits === 0) report(`waiting for a transaction of ${account} that is under way`);
    if (Date.now() > endsAt)
      throw new Error(`a transaction of ${account} stays under way: run this again later`);
    await sleep(provider.pollingInterval);
  }
}

/** Waits for a transaction to be as deep as wanted. Throws when it failed, or is not mined in time. */
export async function confirm(
  provider: JsonRpcProvider,
  hash: string,
  confirmations: number,
): Promise<TransactionReceipt> {
  const receipt = await provider.waitForTransaction(hash, confirmations, WAIT_MS).catch(() => null);
  if (receipt === null)
    throw new Error(`${hash} is not ${confirmations} blocks deep yet: run this again, it goes on from there`);
  if (receipt.status !== 1) throw new Error(`${hash} failed`);
  return receipt;
}
