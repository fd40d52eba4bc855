import { type Bytes32, EMPTY_JOURNAL } from "@idos/protocol";
import { readRange } from "../backfill.ts";
import type { BlockHeader, BlockRef, ChainSource, ContractLog } from "../chain-source.ts";
import { decode } from "../decode.ts";
import { ContradictionError, DeepReorgError, RpcError } from "../errors.ts";
import { extendJournal, sameJournal } from "../extend-journal.ts";
import type { Finality } from "../finality.ts";
import type { Checkpoint } from "../grant-index.ts";
import { type Change, invert, reduce, touchedBy } from "../reduce.ts";
import { createExpectedIndex, type ExpectedIndex } from "./expected-index.ts";
import { mapInFlight } from "./map-in-flight.ts";

export interface ReplayOptions {
  readonly deployBlock: number;
  readonly finality: Finality;
  /** Blocks that can be undone, and whose undo records an index may hold. */
  readonly undoBlocks: number;
  readonly rangeBlocks: number;
}

/** A block as the contract's events and the chain's headers give it. */
export interface ReplayedBlock {
  readonly hash: Bytes32;
  readonly before: Checkpoint;
  readonly changes: readonly Change[];
  /** With an event in the block, each once, in order. */
  readonly transactions: readonly Bytes32[];
}

/** The contract's history, replayed from its first block and proved by its journal. */
export interface ContractReplay {
  readonly expected: ExpectedIndex;
  /** Where the replay stands. Throws before the first move. */
  checkpoint(): Checkpoint;
  /** Of the blocks that can be undone; undefined for others. */
  block(number: number): ReplayedBlock | undefined;
  /** Forth or back to this very block. `onBlocks` is told how far, of how many. */
  moveTo(target: BlockRef, onBlocks?: (done: number, total: number) => void): Promise<void>;
}

/** Blocks whose headers are asked for at once. */
const HEADERS_IN_FLIGHT = 16;

export function createContractReplay(source: ChainSource, options: ReplayOptions): ContractReplay {
  const { deployBlock, finality, undoBlocks } = options;
  const expected = createExpectedIndex();
  const blocks = new Map<number, ReplayedBlock>();
  const rangeSize = { blocks: options.rangeBlocks };
  let tip: Checkpoint | undefined;

  async function first(): Promise<Checkpoint> {
    return checkpointOf(await headerAt(source, deployBlock - 1), EMPTY_JOURNAL, finality);
  }

  /** Returns the new tip. */
  function apply(from: Checkpoint, block: BlockHeader, logs: readonly ContractLog[]): Checkpoint {
    const events = logs.map(decode);
    const changes = reduce(expected.read(touchedBy(events)), events, (at) => confirmedAt(at, finality));
    const journal = extendJournal(from.journal, events);
    expected.apply(changes);
    tip = checkpointOf(block, journal, finality);
    if (block.number === from.number + 1) {
      const transactions = [...new Set(logs.map(({ transactionHash }) => transactionHash))];
      blocks.set(block.number, { hash: block.hash, before: from, changes, transactions });
      blocks.delete(block.number - undoBlocks);
    }
    return tip;
  }

  /** Back to the newest block that is still part of the chain and not above the target. */
  async function rewind(from: Checkpoint, target: BlockRef): Promise<Checkpoint> {
    let at = from;
    while (at.number > target.number || (await source.blockAt(at.number))?.hash !== at.hash) {
      const block = blocks.get(at.number);
      if (block === undefined)
        throw new DeepReorgError(`block ${at.number} is no longer part of the chain, and cannot be undone`);
      blocks.delete(at.number);
      expected.apply(invert(block.changes));
      tip = at = block.before;
    }
    return at;
  }

  /** Whole ranges, where nobody asks for single blocks. */
  async function readHistory(from: Checkpoint, last: number, onRead: (number: number) => void) {
    let at = from;
    while (at.number < last) {
      const { block, logs } = await readRange(source, at.number + 1, last, { rangeSize });
      at = apply(at, block, logs);
      onRead(at.number);
    }
    return at;
  }

  async function readBlocks(from: Checkpoint, target: BlockRef, onRead: (number: number) => void) {
    const numbers = Array.from({ length: target.number - from.number }, (_, n) => from.number + 1 + n);
    const headers = await mapInFlight(numbers, HEADERS_IN_FLIGHT, (number) => headerAt(source, number));
    let read: { block: BlockRef; logs: readonly ContractLog[] } = { block: from, logs: [] };
    let at = from;
    for (const header of headers) {
      if (header.number > read.block.number)
        read = await readRange(source, header.number, target.number, { rangeSize });
      at = apply(at, header, ofBlock(read.logs, header, at));
      onRead(at.number);
    }
    return at;
  }

  return {
    expected,
    checkpoint() {
      if (tip === undefined) throw new Error("the replay has not begun");
      return tip;
    },
    block: (number) => blocks.get(number),
    async moveTo(target, onBlocks = () => undefined) {
      if (tip?.hash === target.hash) return;
      const from = tip === undefined ? await first() : await rewind(tip, target);
      const onRead = (number: number): void => onBlocks(number - from.number, target.number - from.number);
      const at = await readHistory(from, target.number - undoBlocks, onRead);
      tip = await readBlocks(at, target, onRead);
      if (tip.hash !== target.hash)
        throw new RpcError("absent", `block ${target.number} of the hash ${target.hash}`);
      // Before the contract there is nothing to compare.
      if (tip.number >= deployBlock) await prove(source, tip);
    },
  };
}

/** The logs of this block among those of its range. */
function ofBlock(logs: readonly ContractLog[], header: BlockHeader, parent: BlockRef): ContractLog[] {
  if (header.parentHash !== parent.hash)
    throw new RpcError("absent", `a block ${header.number} that follows ${parent.hash}`);
  const own = logs.filter(({ blockNumber }) => blockNumber === header.number);
  if (own.some(({ blockHash }) => blockHash !== header.hash))
    throw new ContradictionError(`the logs of block ${header.number} are of another block of that number`);
  return own;
}

async function prove(source: ChainSource, at: Checkpoint): Promise<void> {
  const journal = await source.journalAt(at);
  if (journal === undefined) throw new RpcError("absent", `the contract's journal at block ${at.number}`);
  if (sameJournal(journal, at.journal)) return;
  const counts = `the contract counts ${journal.seq} events, the logs give ${at.journal.seq}`;
  throw new ContradictionError(`the logs up to block ${at.number} are not the contract's: ${counts}`);
}

async function headerAt(source: ChainSource, number: number): Promise<BlockHeader> {
  const header = await source.blockAt(number);
  if (header === undefined) throw new RpcError("absent", `block ${number}`);
  return header;
}

function checkpointOf(
  { number, hash, time }: BlockHeader,
  journal: Checkpoint["journal"],
  finality: Finality,
): Checkpoint {
  return { number, hash, time, journal, confirmed: Math.max(0, confirmedAt(number, finality)) };
}

/** Where a tag stood at a block nobody knows afterwards: as if it had always stood at the block itself. */
function confirmedAt(number: number, finality: Finality): number {
  return typeof finality === "number" ? number - finality : number;
}
