import { type ChainReceipt, createOwner, type Owner, type Progress } from "@idos/sdk";
import { failureEvent } from "./failure.ts";
import { followTransaction } from "./follow-transaction.ts";
import { rememberNonce } from "./remember-nonce.ts";
import type { TransactionWorld } from "./transaction-world.ts";

interface Made {
  readonly receipt: ChainReceipt;
  readonly nodeHasSeen: boolean;
}

/** What a transaction does, by an owner's face that reports its progress to this transaction alone. */
export type Operation = (owner: Owner) => Promise<Made>;

/** Longer than this is not usual. */
const SLOW_MS = 120_000;

/** Resolves when the transaction is final. What became of it stands in the list. */
export async function runTransaction(
  world: TransactionWorld,
  { id, operate }: { readonly id: string; readonly operate: Operation },
): Promise<void> {
  const { list, session, provider } = world;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onProgress = (progress: Progress): void => {
    list.tell(id, { told: "progress", progress });
    if (progress.step !== "transaction-sent") return;
    timer = setTimeout(() => list.tell(id, { told: "slow" }), SLOW_MS);
    void rememberNonce(list, provider, { id, hash: progress.transactionHash });
  };
  try {
    const { receipt, nodeHasSeen: seen } = await operate(createOwner({ ...session.idos, onProgress }));
    const { transactionHash: hash, blockNumber } = receipt;
    list.tell(id, { told: "finished", hash, blockNumber, seen });
  } catch (error) {
    list.tell(id, failureEvent(error));
    await followTransaction(world, id);
  } finally {
    clearTimeout(timer);
  }
}
