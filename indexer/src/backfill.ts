import type { BlockHeader, ChainSource, ContractLog } from "./chain-source.ts";
import { RpcError } from "./errors.ts";

/** How many blocks to ask for at once; adapts to what the source answers. */
export interface RangeSize {
  blocks: number;
}

export interface BackfillOptions {
  readonly rangeSize: RangeSize;
}

const RANGE_BLOCKS_MAX = 100_000;
/**
 * A range becomes one write: with more events, Redis would keep its readers waiting. A single block may hold more.
 */
const RANGE_EVENTS_MAX = 5_000;
/** Answers that a smaller range may turn into good ones. */
const TOO_MUCH = new Set(["range-too-large", "refused", "timeout", "too-large", "http"]);

/** The logs of as many blocks from `first` on as the source gives at once, at most to `lastFinal`. */
export async function readRange(
  source: ChainSource,
  first: number,
  lastFinal: number,
  { rangeSize }: BackfillOptions,
): Promise<{ block: BlockHeader; logs: readonly ContractLog[] }> {
  for (;;) {
    const last = Math.min(lastFinal, first + rangeSize.blocks - 1);
    const block = await source.blockAt(last);
    if (block === undefined) throw new RpcError("absent", `block ${last}, below the head`);
    try {
      const logs = await source.logsBetween(first, block);
      if (logs.length <= RANGE_EVENTS_MAX || last === first) {
        rangeSize.blocks = Math.min(RANGE_BLOCKS_MAX, Math.ceil(rangeSize.blocks * 1.25));
        return { block, logs };
      }
    } catch (error) {
      const halve = error instanceof RpcError && TOO_MUCH.has(error.failure) && last > first;
      if (!halve) throw error;
    }
    rangeSize.blocks = Math.ceil((last - first + 1) / 2);
  }
}
