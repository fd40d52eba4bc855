import { parseBytes32 } from "@idos/sdk";
import { rememberNonce } from "./remember-nonce.ts";
import { settleTransaction } from "./settle-transaction.ts";
import type { TransactionWorld } from "./transaction-world.ts";
import { isFinal } from "./transaction-state.ts";
import type { Transaction } from "./transaction.ts";

const POLL_MS = 2_000;
const SLOW_POLLS = 60;

/** Asks the chain what became of a transaction until that is final. The page may have been loaded anew since it was sent. */
export async function followTransaction(world: TransactionWorld, id: string): Promise<void> {
  const { list, signal } = world;
  for (let polls = 0; !signal.aborted; polls++) {
    const transaction = list.all().find((it) => it.id === id);
    if (transaction === undefined || isFinal(transaction.state)) return;
    try {
      await followOnce(world, transaction);
    } catch {
      // The chain or the node does not answer now; it is asked again.
    }
    if (polls === SLOW_POLLS) list.tell(id, { told: "slow" });
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function followOnce(world: TransactionWorld, transaction: Transaction): Promise<void> {
  const { list, provider, session } = world;
  const { id, state, nonce } = transaction;
  if (state.stage === "confirmed") {
    const { hash, blockNumber } = state;
    await settleTransaction(world, transaction.intent, blockNumber);
    return list.tell(id, { told: "finished", hash, blockNumber, seen: true });
  }
  if (state.stage !== "submitted") return;
  const { hash } = state;
  const receipt = await provider.getTransactionReceipt(hash);
  if (receipt === null) {
    if (nonce === undefined) return rememberNonce(list, provider, { id, hash });
    const made = await provider.getTransactionCount(session.account);
    if (made > nonce && (await provider.getTransactionReceipt(hash)) === null)
      list.tell(id, { told: "replaced" });
    return;
  }
  if (receipt.status === 0) {
    const [code, message] = ["TRANSACTION_FAILED", "The transaction was reverted"];
    const remedy = "Look at it in the block explorer, then try again.";
    return list.tell(id, { told: "failed", failure: { code, message, remedy, isFinal: true } });
  }
  const progress = { step: "transaction-included", transactionHash: parseBytes32(hash) } as const;
  list.tell(id, { told: "progress", progress: { ...progress, blockNumber: receipt.blockNumber } });
}
