import type { Journal } from "@idos/protocol";
import type { BlockHeader, ChainSource, ContractLog } from "./chain-source.ts";
import { RpcError, type RpcFailure } from "./errors.ts";
import type { RangePace } from "./range-pace.ts";
import { readAhead } from "./read-ahead.ts";

/** All logs of the blocks after `before` up to `block`. */
export interface BlockRange {
  /** As the source told it after it had told `block`: where it is not the block that we know, ours is orphaned. */
  readonly before: BlockHeader;
  readonly block: BlockHeader;
  readonly logs: readonly ContractLog[];
  /** The contract's own at `block`; undefined where the source no longer has that state. */
  readonly journal: Journal | undefined;
}

interface TooMuch {
  readonly blocks: number;
  /** Absent where the source did not answer. */
  readonly events?: number;
}

/** Answers that a smaller range may turn into good ones. */
const TOO_MUCH: ReadonlySet<RpcFailure> = new Set([
  "range-too-large",
  "too-large",
  "refused",
  "timeout",
  "http",
]);

/**
 * History from block `first` to `last` in ranges, in order and read ahead. No block is fetched but their ends. After
 * a range that was too much, what was read beyond it is dropped and smaller ranges begin where it began.
 */
export async function* readHistory(
  source: ChainSource,
  first: number,
  last: number,
  pace: RangePace,
  rangeEventsMax: number,
): AsyncGenerator<BlockRange, void> {
  let next = first;
  let delivered = first - 1;
  const begin = () => {
    if (next > last) return undefined;
    const [from, to] = [next, Math.min(last, next + pace.blocks() - 1)];
    next = to + 1;
    return readRange(source, from, to, rangeEventsMax);
  };
  while (delivered < last) {
    for await (const range of readAhead(begin, () => pace.rangesAhead())) {
      if (!("block" in range)) {
        pace.tooMuch(range.blocks, range.events);
        break;
      }
      pace.took(range.block.number - delivered, range.logs.length);
      delivered = range.block.number;
      yield range;
    }
    next = delivered + 1;
  }
}

async function readRange(
  source: ChainSource,
  first: number,
  last: number,
  rangeEventsMax: number,
): Promise<BlockRange | TooMuch> {
  const block = await headerAt(source, last);
  const [logs, journal, before] = await Promise.all([
    source.logsBetween(first, block).catch((error: unknown) => {
      if (error instanceof RpcError && TOO_MUCH.has(error.failure) && last > first) return undefined;
      throw error;
    }),
    source.journalAt(block),
    headerAt(source, first - 1),
  ]);
  const blocks = last - first + 1;
  if (logs === undefined) return { blocks };
  if (logs.length > rangeEventsMax && blocks > 1) return { blocks, events: logs.length };
  return { before, block, logs, journal };
}

async function headerAt(source: ChainSource, number: number): Promise<BlockHeader> {
  const block = await source.blockAt(number);
  if (block === undefined) throw new RpcError("absent", `block ${number}, below the head`);
  return block;
}
