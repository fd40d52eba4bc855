import type { Bytes32, Finality } from "@idos/protocol";
import { type BlockRange, readHistory } from "./backfill.ts";
import type { BlockHeader, BlockRef, ChainSource } from "./chain-source.ts";
import { ContradictionError, DeepReorgError } from "./errors.ts";
import { findAncestor } from "./find-ancestor.ts";
import type { Checkpoint, GrantIndex } from "./grant-index.ts";
import { lookAtChain, type Sight } from "./look-at-chain.ts";
import type { RangePace } from "./range-pace.ts";
import { readBlocks, type WholeBlock } from "./read-blocks.ts";

interface Seen {
  readonly sight: Sight;
}

export type Step =
  /** All blocks after the last one up to `block`, which is taken to be final. */
  | ({ readonly kind: "range" } & BlockRange & Seen)
  /** The block after the last one. */
  | ({ readonly kind: "block" } & WholeBlock & Seen)
  /** Every block above `ancestor` is no longer part of the chain. */
  | ({ readonly kind: "reorg"; readonly ancestor: BlockRef } & Seen)
  /** The last block is the head that was seen. */
  | ({ readonly kind: "head" } & Seen);

export interface FollowOptions {
  readonly finality: Finality;
  /** Blocks so far below the head, and below the tag where finality is one, are read in ranges and never undone. */
  readonly liveBlocks: number;
  readonly rangeEventsMax: number;
  readonly pace: RangePace;
  readonly signal: AbortSignal;
}

/**
 * What leads from the indexed block `start` to the chain's head, for ever. What the head can be, and what follows:
 *
 * - below the tip, with the hash that we know for its number, or one we cannot judge: the source lags; wait
 * - below the tip or at it, with another hash than we know: a reorg
 * - the tip itself: say so; wait
 * - above the tip, whose successor names it as parent: the successor is the next block
 * - above the tip, whose successor names another parent: a reorg
 * - above the tip, but the source has no successor, or another block at the head's number by now: look again
 * - far above the tip: ranges, as long as the tip is part of the chain
 *
 * Each step begins where the one before ended: a block names the tip as its parent, a range found the tip still in
 * its place after its own end was known. A reorg is believed only on another hash at a known number, with parent
 * hashes that link down to an ancestor. Below the block that the tag named there is no reorg: the index is wrong.
 *
 * Steps are read ahead of their consumer, but not past a reorg or a head. `index.hashAt` must answer as of the step
 * that was given last.
 */
export async function* follow(
  source: ChainSource,
  index: Pick<GrantIndex, "hashAt">,
  start: Checkpoint,
  options: FollowOptions,
): AsyncGenerator<Step, never> {
  const { finality, liveBlocks, pace, rangeEventsMax, signal } = options;
  let tip: BlockRef = start;
  let confirmed = start.confirmed;
  const knownHash = async (number: number) => (number === tip.number ? tip.hash : index.hashAt(number));
  for (;;) {
    const sight = await lookAtChain(source, finality, confirmed);
    let reorg = false;
    for await (const step of stepsTo(sight)) {
      reorg = step.kind === "reorg";
      if (step.kind === "reorg") tip = step.ancestor;
      else {
        if (step.kind !== "head") tip = step.block;
        if (step.kind !== "block") confirmed = sight.confirmedAt(tip.number);
      }
      yield step;
    }
    if (!reorg) await source.nextHead(signal);
  }

  /** The steps to a head, up to the first reorg or surprise. */
  async function* stepsTo(sight: Sight): AsyncGenerator<Step, void> {
    const { head, tagged } = sight;
    if (head.number <= tip.number) {
      const known = await knownHash(head.number);
      if (known !== undefined && known !== head.hash) yield await reorgTo(head, sight);
      else if (head.number === tip.number) yield await headStep(sight);
      return;
    }
    const lastFinal = Math.min(head.number - liveBlocks, tagged?.number ?? Infinity);
    for await (const range of readHistory(source, tip.number + 1, lastFinal, pace, rangeEventsMax)) {
      if (range.before.hash !== tip.hash) {
        yield await reorgTo(range.before, sight);
        return;
      }
      if (range.block.number === tagged?.number) expectTagged(tagged, range.block.hash);
      yield { kind: "range", ...range, sight };
    }
    for await (const whole of readBlocks(source, tip.number + 1, head)) {
      if (whole.block.parentHash !== tip.hash) {
        yield await reorgTo(whole.block, sight);
        return;
      }
      yield { kind: "block", ...whole, sight: beforeHead(sight, confirmed) };
    }
    if (tip.hash === head.hash) yield await headStep(sight);
  }

  async function reorgTo(block: BlockHeader, sight: Sight): Promise<Step> {
    const ancestor = await findAncestor(source, knownHash, block);
    if (typeof finality !== "number" && ancestor.number < confirmed)
      throw new DeepReorgError(`the chain leaves block ${confirmed}, which it had called ${finality}`);
    return { kind: "reorg", ancestor, sight };
  }

  async function headStep(sight: Sight): Promise<Step> {
    const { tagged } = sight;
    if (tagged !== undefined) expectTagged(tagged, await knownHash(tagged.number));
    return { kind: "head", sight };
  }
}

/** Whether the tagged block lies on this branch is known at the head: until then no more grants count than before. */
function beforeHead(sight: Sight, confirmed: number): Sight {
  if (sight.tagged === undefined) return sight;
  return { ...sight, confirmedAt: (blockNumber) => Math.min(confirmed, blockNumber) };
}

/** Throws ContradictionError where the tagged block is of another branch than the one on which `known` is its number's. */
function expectTagged({ number, hash }: BlockRef, known: Bytes32 | undefined): void {
  if (known !== undefined && known !== hash)
    throw new ContradictionError(`block ${number}, as the tag names it, is not on the head's branch`);
}
