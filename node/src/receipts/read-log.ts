import { type Origin, ProblemError } from "@idos/protocol";
import type { ReceiptOutcome, ReceiptStore, SharedRead } from "../storage/receipts.ts";
import type { NodeKey } from "./node-key.ts";
import { signReceipt } from "./sign-receipt.ts";

/** So that one transaction does not keep others waiting. */
const BATCH_MAX = 256;

/** Where every read by a grantee is put down before it is answered. */
export interface ReadLog {
  /**
   * Resolves when the read's receipt is durable. Throws DEPENDENCY_UNAVAILABLE when it cannot be kept, and then nothing
   * is to be answered; `owner-gone` when there is no owner any more whose data it could be.
   */
  put(read: SharedRead): Promise<ReceiptOutcome>;
}

export interface ReadLogParts {
  readonly receipts: Pick<ReceiptStore, "appendReceipts">;
  readonly key: NodeKey;
  readonly node: Origin;
  readonly onFailure: (error: unknown) => void;
}

interface Waiting {
  readonly read: SharedRead;
  readonly resolve: (outcome: ReceiptOutcome) => void;
  readonly reject: (error: unknown) => void;
}

/** Writes the receipts of all reads that came while the last ones were written in one transaction. */
export function createReadLog({ receipts, key, node, onFailure }: ReadLogParts): ReadLog {
  let waiting: Waiting[] = [];
  let writing = false;

  async function write(batch: readonly Waiting[]): Promise<void> {
    try {
      const reads = batch.map(({ read }) => read);
      const outcomes = await receipts.appendReceipts(reads, (read, place) =>
        signReceipt({ v: 1, node, ...read, ...place }, key),
      );
      for (const [at, { resolve, reject }] of batch.entries()) {
        const outcome = outcomes[at];
        if (outcome === undefined) reject(new Error(`read ${at} of ${batch.length} has no outcome`));
        else resolve(outcome);
      }
    } catch (error) {
      onFailure(error);
      for (const { reject } of batch)
        reject(new ProblemError("DEPENDENCY_UNAVAILABLE", "The read cannot be logged; try again shortly."));
    }
  }

  async function writeWhileWaitedFor(): Promise<void> {
    if (writing) return;
    writing = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH_MAX);
      waiting = waiting.slice(BATCH_MAX);
      await write(batch);
    }
    writing = false;
  }

  return {
    put: (read) =>
      new Promise((resolve, reject) => {
        waiting.push({ read, resolve, reject });
        void writeWhileWaitedFor();
      }),
  };
}
