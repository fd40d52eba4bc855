import { setTimeout as sleep } from "node:timers/promises";
import { type BackfillOptions, readRange } from "./backfill.ts";
import type { BlockHeader, BlockRef, ChainSource, ContractLog } from "./chain-source.ts";
import { findAncestor } from "./find-ancestor.ts";
import type { GrantIndex } from "./grant-index.ts";

export type Step =
  /** All blocks after the last one up to `block`, which lies far enough below the head to be final. */
  | { readonly kind: "range"; readonly block: BlockHeader; readonly logs: readonly ContractLog[] }
  /** The block after the last one. */
  | { readonly kind: "block"; readonly block: BlockHeader; readonly logs: readonly ContractLog[] }
  /** Every block above `ancestor` is no longer part of the chain. */
  | { readonly kind: "reorg"; readonly ancestor: BlockRef }
  /** The last block was the chain's head when the chain was asked, at this time of performance.now(). */
  | { readonly kind: "head"; readonly askedAtMs: number };

export interface FollowOptions extends BackfillOptions {
  /** Blocks so far below the head are read in ranges and never undone. */
  readonly liveBlocks: number;
  readonly pollIntervalMs: number;
  readonly signal: AbortSignal;
}

/**
 * What leads from the indexed block `tip` to the chain's head, for ever. The consumer has applied each step when it
 * asks for the next one. What the head can be, and what follows:
 *
 * - below the tip, with the hash that we know for its number, or one we cannot judge: the source lags; wait
 * - below the tip or at it, with another hash than we know: a reorg
 * - the tip itself: say so; wait
 * - above the tip, whose successor names it as parent: the successor is the next block
 * - above the tip, whose successor names another parent: a reorg
 * - above the tip, but the source has no successor: the source contradicts itself for a moment; wait
 * - far above the tip: ranges, as long as the tip is part of the chain
 *
 * A reorg is believed only on another hash at a known number, with parent hashes that link down to an ancestor.
 */
export async function* follow(
  source: ChainSource,
  index: Pick<GrantIndex, "hashAt">,
  start: BlockRef,
  options: FollowOptions,
): AsyncGenerator<Step, never> {
  let tip = start;
  const knownHash = async (number: number) => (number === tip.number ? tip.hash : index.hashAt(number));
  for (;;) {
    const askedAtMs = performance.now();
    const head = await source.latestBlock();
    for await (const step of stepsTo(head, askedAtMs)) {
      if (step.kind === "reorg") tip = step.ancestor;
      else if (step.kind !== "head") tip = step.block;
      yield step;
    }
    await sleep(options.pollIntervalMs, undefined, { signal: options.signal });
  }

  /** The steps to a head, up to the first reorg or surprise. */
  async function* stepsTo(head: BlockHeader, askedAtMs: number): AsyncGenerator<Step> {
    if (head.number <= tip.number) {
      const known = await knownHash(head.number);
      if (known !== undefined && known !== head.hash) yield await reorgTo(head);
      else if (head.number === tip.number) yield { kind: "head", askedAtMs };
      return;
    }
    const lastFinal = head.number - options.liveBlocks;
    while (tip.number < lastFinal) {
      const same = await source.blockAt(tip.number);
      if (same === undefined) return;
      if (same.hash !== tip.hash) {
        yield await reorgTo(same);
        return;
      }
      yield { kind: "range", ...(await readRange(source, tip.number + 1, lastFinal, options)) };
    }
    while (tip.number < head.number) {
      const block = tip.number + 1 === head.number ? head : await source.blockAt(tip.number + 1);
      if (block === undefined) return;
      if (block.parentHash !== tip.hash) {
        yield await reorgTo(block);
        return;
      }
      yield { kind: "block", block, logs: await source.logsOf(block) };
    }
    yield { kind: "head", askedAtMs };
  }

  async function reorgTo(block: BlockHeader): Promise<Step> {
    return { kind: "reorg", ancestor: await findAncestor(source, knownHash, block) };
  }
}
