import type { Bytes32 } from "@idos/protocol";
import type { BlockRef, ChainSource } from "./chain-source.ts";
import { decode, type PlacedEvent } from "./decode.ts";
import { CorruptIndexError, RpcError } from "./errors.ts";
import { expectJournal, journalAfter } from "./expect-journal.ts";
import type { Step } from "./follow.ts";
import type { Checkpoint, GrantIndex } from "./grant-index.ts";
import type { Sight } from "./look-at-chain.ts";
import { reduce, touchedBy } from "./reduce.ts";

export interface ApplyOptions {
  readonly source: Pick<ChainSource, "journalAt">;
  readonly index: GrantIndex;
}

export interface StepApplier {
  /** Resolves while the step's write may still be under way; the next step is prepared meanwhile. */
  apply(step: Step): Promise<void>;
  /** Resolves when nothing is under way; rejects with what the last write failed with. */
  settle(): Promise<void>;
  /** Where the index stands once what is under way is done. */
  tip(): Checkpoint;
}

/**
 * Applies steps to the index that stands at `start`. `startProved` says whether that state is known to equal the
 * contract's journal. Nothing is committed that contradicts the journal, and nothing is marked as the head unproved.
 * A write begins only after the one before it succeeded.
 */
export function createStepApplier(
  start: Checkpoint,
  startProved: boolean,
  { source, index }: ApplyOptions,
): StepApplier {
  let tip = start;
  /** The newest state that was proved, or all that is given: what contradicts the contract lies behind it. */
  let base = start;
  let proved = startProved;
  let writing = Promise.resolve();

  async function advance(step: Step & { kind: "block" | "range" }): Promise<void> {
    const { block, journal, sight } = step;
    const { number, hash, time } = block;
    const events = step.logs.map(decode);
    const given = journalAfter(tip, number, events);
    if (journal !== undefined) expectJournal(journal, base, number, given);
    else if (step.kind === "block") throw new RpcError("absent", `the state of block ${number}`);
    const next = { number, hash, time, journal: given, confirmed: confirmedAt(sight, number) };
    // Asked before the write under way is answered, and carried out after it.
    const reading = index.read(tip, touchedBy(events));
    reading.catch(() => undefined);
    await writing;
    const changes = reduce(await reading, events, sight.confirmedAt);
    writing =
      step.kind === "block"
        ? index.commitBlock(tip, next, changes, transactionsOf(events))
        : index.commitRange(tip, next, changes);
    // Whoever applies the next step, or settles, is told.
    writing.catch(() => undefined);
    tip = next;
    proved = journal !== undefined;
    if (proved) base = next;
  }

  async function undoTo(ancestor: BlockRef): Promise<void> {
    await writing;
    while (tip.number > ancestor.number) tip = await index.undoBlock(tip);
    if (tip.hash !== ancestor.hash) throw new CorruptIndexError("the undo records do not link");
    base = tip;
    proved = false;
  }

  async function standAtHead(sight: Sight): Promise<void> {
    if (!proved) {
      const journal = await source.journalAt(tip);
      if (journal === undefined) throw new RpcError("absent", `the state of the head, block ${tip.number}`);
      expectJournal(journal, base, tip.number, tip.journal);
    }
    await writing;
    tip = { ...tip, confirmed: confirmedAt(sight, tip.number) };
    base = tip;
    proved = true;
    await index.markAtHead(tip, performance.now() - sight.askedAtMs);
  }

  return {
    apply(step) {
      if (step.kind === "reorg") return undoTo(step.ancestor);
      return step.kind === "head" ? standAtHead(step.sight) : advance(step);
    },
    settle: () => writing,
    tip: () => tip,
  };
}

function confirmedAt(sight: Sight, blockNumber: number): number {
  return Math.max(0, sight.confirmedAt(blockNumber));
}

function transactionsOf(events: readonly PlacedEvent[]): readonly Bytes32[] {
  return [...new Set(events.map(({ transactionHash }) => transactionHash))];
}
