import { setTimeout as sleep } from "node:timers/promises";
import type { JsonRpcProvider, TransactionReceipt } from "ethers";

const WAIT_MS = 300_000;

/** Asks again and again; undefined where there was no answer in time. */
async function poll<T>(provider: JsonRpcProvider, ask: () => Promise<T | undefined>): Promise<T | undefined> {
  const endsAt = performance.now() + WAIT_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined || performance.now() > endsAt) return answer;
    await sleep(provider.pollingInterval);
  }
}

/** Waits until nothing of this account is under way: an earlier run may have sent the very transaction. */
export async function settle(
  provider: JsonRpcProvider,
  account: string,
  report: (line: string) => void,
): Promise<void> {
  const isSettled = async (): Promise<true | undefined> => {
    const mined = await provider.getTransactionCount(account, "latest");
    return (await provider.getTransactionCount(account, "pending")) <= mined ? true : undefined;
  };
  if ((await isSettled()) === true) return;
  report(`waiting for a transaction of ${account} that is under way`);
  if ((await poll(provider, isSettled)) === undefined)
    throw new Error(`a transaction of ${account} stays under way: run this again later`);
}

/**
 * Waits until so many blocks hold a transaction, its own included. Throws when it failed, or is not so deep in time.
 * By hand, because ethers waits for one more block where the transaction is mined while it begins to listen.
 */
export async function confirm(
  provider: JsonRpcProvider,
  hash: string,
  confirmations: number,
): Promise<TransactionReceipt> {
  const receipt = await poll(provider, async () => {
    const found = await provider.getTransactionReceipt(hash);
    if (found === null) return undefined;
    const depth = (await provider.getBlockNumber()) - found.blockNumber + 1;
    return depth >= confirmations ? found : undefined;
  });
  if (receipt === undefined)
    throw new Error(`${hash} is not ${confirmations} blocks deep yet: run this again, it goes on from there`);
  if (receipt.status !== 1) throw new Error(`${hash} failed`);
  return receipt;
}
