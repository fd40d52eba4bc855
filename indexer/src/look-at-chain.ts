import type { Finality } from "@idos/protocol";
import type { BlockHeader, BlockRef, ChainSource } from "./chain-source.ts";

/** What one look at the chain showed. */
export interface Sight {
  readonly head: BlockHeader;
  /** The time of performance.now() before the chain was asked. */
  readonly askedAtMs: number;
  /** The block that the chain called by the tag; absent where finality is a number of confirmations. */
  readonly tagged?: BlockRef;
  /** The newest block whose grants count at the block of this number; may be below 0. Never goes back for a tag. */
  readonly confirmedAt: (blockNumber: number) => number;
}

/** `confirmed` is what the tag named up to now. */
export async function lookAtChain(
  source: ChainSource,
  finality: Finality,
  confirmed: number,
): Promise<Sight> {
  const askedAtMs = performance.now();
  if (typeof finality === "number") {
    const head = await source.latestBlock();
    return { head, askedAtMs, confirmedAt: (blockNumber) => blockNumber - finality };
  }
  const [head, tagged] = await Promise.all([source.latestBlock(), source.taggedBlock(finality)]);
  const newest = Math.max(confirmed, tagged.number);
  return { head, askedAtMs, tagged, confirmedAt: (blockNumber) => Math.min(newest, blockNumber) };
}
