import { parseBytes32 } from "@idos/sdk";
import { rememberNonce } from "./remember-nonce.ts";
import { settleTransaction } from "./settle-transaction.ts";
import type { TransactionEvent } from "./transaction-reducer.ts";
import { isFinal } from "./transaction-state.ts";
import type { TransactionWorld } from "./transaction-world.ts";
import type { Transaction } from "./transaction.ts";

const POLL_MS = 2_000;
const SLOW_POLLS = 60;
/** An RPC's servers differ by some blocks: one may have counted a transaction whose receipt another does not have yet. */
const REPLACED_POLLS = 3;

/** Asks the chain what became of a transaction until that is final. The page may have been loaded anew since it was sent. */
export async function followTransaction(world: TransactionWorld, id: string): Promise<void> {
  const { list, signal } = world;
  let missed = 0;
  for (let polls = 0; !signal.aborted; polls++) {
    const transaction = list.all().find((it) => it.id === id);
    if (transaction === undefined || isFinal(transaction.state)) return;
    try {
      missed = (await followOnce(world, transaction)) === "missing" ? missed + 1 : 0;
    } catch {
      // The chain or the node does not answer now; it is asked again.
    }
    if (missed === REPLACED_POLLS) list.tell(id, { told: "replaced" });
    if (polls === SLOW_POLLS) list.tell(id, { told: "slow" });
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** "missing": the account has made a transaction of this number, and it does not seem to be this one. */
async function followOnce(world: TransactionWorld, transaction: Transaction): Promise<"missing" | undefined> {
  const { list, provider, session } = world;
  const { id, state, nonce } = transaction;
  if (state.stage === "confirmed") {
    const { hash, blockNumber } = state;
    await settleTransaction(world, transaction.intent, blockNumber);
    list.tell(id, { told: "finished", hash, blockNumber, seen: true });
  }
  if (state.stage !== "submitted") return undefined;
  const { hash } = state;
  if (nonce === undefined) await rememberNonce(list, provider, { id, hash });
  const made = await provider.getTransactionCount(session.account);
  const receipt = await provider.getTransactionReceipt(hash);
  if (receipt === null) return nonce !== undefined && made > nonce ? "missing" : undefined;
  list.tell(id, receipt.status === 0 ? REVERTED : included(hash, receipt.blockNumber));
  return undefined;
}

const REVERTED: TransactionEvent = {
  told: "failed",
  failure: {
    ...{ code: "TRANSACTION_FAILED", message: "The transaction was reverted", isFinal: true },
    remedy: "Look at it in the block explorer, then try again.",
  },
};

function included(hash: string, blockNumber: number): TransactionEvent {
  const progress = {
    step: "transaction-included",
    transactionHash: parseBytes32(hash),
    blockNumber,
  } as const;
  return { told: "progress", progress };
}
