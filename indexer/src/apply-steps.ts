import type { Bytes32 } from "@idos/protocol";
import type { BlockRef, ChainSource } from "./chain-source.ts";
import { decode } from "./decode.ts";
import { CorruptIndexError, RpcError } from "./errors.ts";
import { expectJournal, journalAfter } from "./expect-journal.ts";
import type { Step } from "./follow.ts";
import type { Checkpoint, GrantIndex } from "./grant-index.ts";
import type { Sight } from "./look-at-chain.ts";
import type { PlacedEvent } from "./placed-event.ts";
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

interface Applying extends ApplyOptions {
  /** Where the index stands once `writing` is done. */
  tip: Checkpoint;
  /** The newest state that was proved, or all that is given: what contradicts the contract lies behind it. */
  base: Checkpoint;
  /** Whether that is the tip. */
  proved: boolean;
  /** Whether readers may decide by what is written next. */
  shown: boolean;
  /** The last write. */
  writing: Promise<void>;
}

/**
 * Applies steps to the index that stands at `start`. `startProved` says whether that state is known to equal the
 * contract's journal. Nothing is committed that contradicts the journal, nothing is marked as the head unproved, and
 * nobody decides by what is not proved. A write begins only after the one before it succeeded.
 */
export function createStepApplier(
  start: Checkpoint,
  startProved: boolean,
  { source, index }: ApplyOptions,
): StepApplier {
  const state: Applying = {
    ...{ source, index, tip: start, base: start, proved: startProved },
    ...{ shown: true, writing: Promise.resolve() },
  };
  return {
    apply(step) {
      if (step.kind === "reorg") return undoTo(state, step.ancestor);
      return step.kind === "head" ? standAtHead(state, step.sight) : advance(state, step);
    },
    settle: () => state.writing,
    tip: () => state.tip,
  };
}

async function advance(state: Applying, step: Step & { kind: "block" | "range" }): Promise<void> {
  const { index, tip } = state;
  const { block, journal, sight } = step;
  const { number, hash, time } = block;
  const events = step.logs.map(decode);
  const given = journalAfter(tip, number, events);
  if (journal !== undefined) expectJournal(journal, state.base, number, given);
  else if (step.kind === "block") await hideUnproved(state, number, sight);
  const next = { number, hash, time, journal: given, confirmed: confirmedAt(sight, number) };
  // Asked before the write under way is answered, and carried out after it.
  const reading = index.read(tip, touchedBy(events));
  reading.catch(() => undefined);
  await state.writing;
  const changes = reduce(await reading, events, sight.confirmedAt);
  state.writing =
    step.kind === "block"
      ? index.commitBlock(tip, next, changes, transactionsOf(events))
      : index.commitRange(tip, next, changes);
  // Whoever applies the next step, or settles, is told.
  state.writing.catch(() => undefined);
  state.tip = next;
  state.proved = journal !== undefined;
  if (state.proved) state.base = next;
  if (step.kind === "range") state.shown = false;
}

/** A block before the head may be proved by a later one, if nobody decides by it until then. */
async function hideUnproved(state: Applying, number: number, { head }: Sight): Promise<void> {
  if (number === head.number) throw new RpcError("absent", `the state of the head, block ${number}`);
  if (!state.shown) return;
  await state.writing;
  await state.index.markFault(
    `block ${number} cannot be proved before the head: its state is no longer there`,
  );
  state.shown = false;
}

async function undoTo(state: Applying, ancestor: BlockRef): Promise<void> {
  await state.writing;
  state.shown = false;
  while (state.tip.number > ancestor.number) state.tip = await state.index.undoBlock(state.tip);
  if (state.tip.hash !== ancestor.hash) throw new CorruptIndexError("the undo records do not link");
  state.base = state.tip;
  state.proved = false;
}

async function standAtHead(state: Applying, sight: Sight): Promise<void> {
  const { source, index, tip, base } = state;
  if (!state.proved) {
    const journal = await source.journalAt(tip);
    if (journal === undefined) throw new RpcError("absent", `the state of the head, block ${tip.number}`);
    expectJournal(journal, base, tip.number, tip.journal);
  }
  await state.writing;
  const marked = { ...tip, confirmed: confirmedAt(sight, tip.number) };
  state.tip = marked;
  state.base = marked;
  state.proved = true;
  state.shown = true;
  await index.markAtHead(marked, performance.now() - sight.askedAtMs);
}

function confirmedAt(sight: Sight, blockNumber: number): number {
  return Math.max(0, sight.confirmedAt(blockNumber));
}

function transactionsOf(events: readonly PlacedEvent[]): readonly Bytes32[] {
  return [...new Set(events.map(({ transactionHash }) => transactionHash))];
}
