import { setTimeout as sleep } from "node:timers/promises";
import type { GrantIndexReader } from "@idos/indexer";

const POLL_MS = 25;

export interface BlockWaits {
  /** The index, whose waits for a block all live on the same few looks at it. */
  readonly index: GrantIndexReader;
  /** Ends all waits, and those to come, as if their time was over. */
  end(): void;
}

interface Wait {
  readonly blockNumber: number;
  settle(reached: boolean): void;
  fail(error: unknown): void;
}

/** So that what a node asks of Redis for waiting readers does not grow with their number. */
export function shareBlockWaits(index: GrantIndexReader): BlockWaits {
  const waits = new Set<Wait>();
  let ended = false;
  let looking = false;

  async function look(): Promise<void> {
    try {
      const { blockNumber } = (await index.status()).decidedAt;
      for (const wait of waits) if (blockNumber >= wait.blockNumber) wait.settle(true);
    } catch (error) {
      for (const wait of waits) wait.fail(error);
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

  async function reached(blockNumber: number, timeoutMs: number): Promise<boolean> {
    // Without a wait of its own, since what most readers ask for has been reached.
    if ((await index.status()).decidedAt.blockNumber >= blockNumber) return true;
    if (ended) return false;
    const { promise, resolve: settle, reject: fail } = Promise.withResolvers<boolean>();
    const wait: Wait = { blockNumber, settle, fail };
    const timer = setTimeout(() => settle(false), timeoutMs);
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
    index: {
      check: (owner, handle) => index.check(owner, handle),
      status: () => index.status(),
      reached,
    },
    end() {
      ended = true;
      for (const wait of waits) wait.settle(false);
    },
  };
}
