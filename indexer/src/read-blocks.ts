import type { Journal } from "@idos/protocol";
import type { BlockHeader, ChainSource, ContractLog } from "./chain-source.ts";
import { readAhead } from "./read-ahead.ts";

/** A block with all that is asked about it. */
export interface WholeBlock {
  readonly block: BlockHeader;
  readonly logs: readonly ContractLog[];
  /** The contract's own at `block`; undefined where the source does not have that state. */
  readonly journal: Journal | undefined;
}

const BLOCKS_AHEAD = 8;

/**
 * The blocks from number `first` to `head`, in order and read ahead; ends early where the source has no such block.
 * Whether they link is the caller's to see.
 */
export async function* readBlocks(
  source: ChainSource,
  first: number,
  head: BlockHeader,
): AsyncGenerator<WholeBlock, void> {
  let next = first;
  const begin = () => {
    const number = next++;
    return number > head.number ? undefined : readBlock(source, number, head);
  };
  for await (const whole of readAhead(begin, () => BLOCKS_AHEAD)) {
    if (whole === undefined) return;
    yield whole;
  }
}

async function readBlock(
  source: ChainSource,
  number: number,
  head: BlockHeader,
): Promise<WholeBlock | undefined> {
  const block = number === head.number ? head : await source.blockAt(number);
  if (block === undefined) return undefined;
  const [logs, journal] = await Promise.all([source.logsOf(block), source.journalAt(block)]);
  return { block, logs, journal };
}
