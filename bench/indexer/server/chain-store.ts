import type { BlockRecord } from "../chain/block-record.ts";
import { readChain } from "../chain/chain-file.ts";

/** The recorded chain in memory, as far as it is shown. */
export interface ChainStore {
  head(): number;
  /** Shows so many blocks more. Returns those that are new. */
  release(blocks: number): readonly BlockRecord[];
  at(number: number): BlockRecord | undefined;
  byHash(hash: string): BlockRecord | undefined;
}

/** Shows the blocks up to `head` (default: all). */
export async function loadChain(file: string, head = Infinity): Promise<ChainStore> {
  const blocks: BlockRecord[] = [];
  const numbers = new Map<string, number>();
  for await (const block of readChain(file)) {
    numbers.set(block.hash, block.number);
    blocks.push(block);
  }
  let shown = Math.min(blocks.length, head + 1);
  const at = (number: number): BlockRecord | undefined => (number < shown ? blocks[number] : undefined);
  return {
    head: () => shown - 1,
    release(count) {
      const first = shown;
      shown = Math.min(blocks.length, shown + count);
      return blocks.slice(first, shown);
    },
    at,
    byHash: (hash) => at(numbers.get(hash) ?? Infinity),
  };
}
