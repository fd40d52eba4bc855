import { setTimeout as sleep } from "node:timers/promises";
import type { GrantIndexReader } from "@idos/indexer";
import type { AtLeast, Bytes32 } from "@idos/protocol";

const POLL_MS = 25;

export interface BlockWaits {
  /** The index, whose waits for a block all live on the same few looks at it. */
  readonly index: GrantIndexReader;
  /** Ends all waits, and those to come, as if their time was over. */
  end(): void;
}

interface Wait {
  readonly atLeast: AtLeast;
  /** The block at which a transaction was looked for last: it can only come with another. */
  lookedAt?: Bytes32;
  settle(reached: number | undefined): void;
  fail(error: unknown): void;
}

/** So that what a node asks of Redis for waiting readers does not grow with their number. */
export function shareBlockWaits(index: GrantIndexReader): BlockWaits {
  const waits = new Set<Wait>();
  let ended = false;
  let looking = false;

  async function look(): Promise<void> {
    try {
      const { blockNumber, blockHash } = (await index.status()).decidedAt;
      const transactions: Wait[] = [];
      for (const wait of waits)
        if (typeof wait.atLeast !== "number") transactions.push(wait);
        else if (blockNumber >= wait.atLeast) wait.settle(wait.atLeast);
      await lookForTransactions(transactions, blockHash);
    } catch (error) {
      for (const wait of waits) wait.fail(error);
    }
  }

  async function lookForTransactions(all: readonly Wait[], blockHash: Bytes32): Promise<void> {
    const due = all.filter(({ lookedAt }) => lookedAt !== blockHash);
    const reached = await Promise.all(due.map(({ atLeast }) => index.reached(atLeast, 0)));
    for (const [at, wait] of due.entries()) {
      wait.lookedAt = blockHash;
      if (reached[at] !== undefined) wait.settle(reached[at]);
    }
  }

  async function lookWhileWaitedFor(): Promise<void> {
    if (looking) return;
    looking = true;
    while (waits.size > 0) {
      await look();
      await sleep(POLL_MS);
    }
    looking = false;
  }

  async function reached(atLeast: AtLeast, timeoutMs: number): Promise<number | undefined> {
    // Without a wait of its own, since what most readers ask for has been reached.
    const already = await index.reached(atLeast, 0);
    if (already !== undefined || ended) return already;
    const { promise, resolve: settle, reject: fail } = Promise.withResolvers<number | undefined>();
    const wait: Wait = { atLeast, settle, fail };
    const timer = setTimeout(() => settle(undefined), timeoutMs);
    waits.add(wait);
    void lookWhileWaitedFor();
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      waits.delete(wait);
    }
  }

  return {
    index: { ...index, reached },
    end() {
      ended = true;
      for (const wait of waits) wait.settle(undefined);
    },
  };
}
