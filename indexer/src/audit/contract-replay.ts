import type { Bytes32, Finality } from "@idos/protocol";
import { readHistory } from "../backfill.ts";
import type { BlockHeader, BlockRef, ChainSource, ContractLog } from "../chain-source.ts";
import { decode } from "../decode.ts";
import { DeepReorgError, RpcError } from "../errors.ts";
import { expectJournal, journalAfter } from "../expect-journal.ts";
import type { Checkpoint } from "../grant-index.ts";
import { firstCheckpoint } from "../open-index.ts";
import { createRangePace, type RangePaceOptions } from "../range-pace.ts";
import { readBlocks } from "../read-blocks.ts";
import { type Change, invert, reduce, touchedBy } from "../reduce.ts";
import { createExpectedIndex, type ExpectedIndex } from "./expected-index.ts";

export interface ReplayOptions extends RangePaceOptions {
  readonly deployBlock: number;
  readonly finality: Finality;
  /** Blocks that can be undone, and whose undo records an index may hold. */
  readonly undoBlocks: number;
}

/** A block as the contract's events and the chain's headers give it. */
export interface ReplayedBlock {
  readonly hash: Bytes32;
  readonly before: Checkpoint;
  readonly changes: readonly Change[];
  /** With an event in the block, each once, in order. */
  readonly transactions: readonly Bytes32[];
}

export interface MoveOptions {
  /** Blocks from here on are kept one by one; at most as many as can be undone, which is also the default. */
  readonly blocksFrom?: number;
  readonly onBlocks?: (done: number, total: number) => void;
}

/** The contract's history, replayed from its first block and proved by its journal. */
export interface ContractReplay {
  readonly expected: ExpectedIndex;
  /** Where the replay stands; undefined before the first move. */
  checkpoint(): Checkpoint | undefined;
  /** One that was kept; undefined for others. */
  readonly block: (number: number) => ReplayedBlock | undefined;
  /** Forth or back to this very block. Rejects with RpcError "absent" where the chain does not lead to it. */
  moveTo(target: BlockRef, options?: MoveOptions): Promise<Checkpoint>;
}

export function createContractReplay(source: ChainSource, options: ReplayOptions): ContractReplay {
  const { deployBlock, finality, undoBlocks, rangeEventsMax } = options;
  const expected = createExpectedIndex();
  const blocks = new Map<number, ReplayedBlock>();
  const pace = createRangePace(options);
  let tip: Checkpoint | undefined;

  /** Returns the new tip. */
  function apply(from: Checkpoint, read: ReadLogs): Checkpoint {
    const { block, logs, journal } = read;
    const events = logs.map(decode);
    const given = journalAfter(from, block.number, events);
    if (journal !== undefined) expectJournal(journal, from, block.number, given);
    const changes = reduce(expected.read(touchedBy(events)), events, (at) => confirmedAt(at, finality));
    expected.apply(changes);
    const { number, hash, time } = block;
    tip = { number, hash, time, journal: given, confirmed: Math.max(0, confirmedAt(number, finality)) };
    const transactions = [...new Set(logs.map(({ transactionHash }) => transactionHash))];
    if (read.keep) blocks.set(number, { hash, before: from, changes, transactions });
    blocks.delete(number - undoBlocks);
    return tip;
  }

  /** Back to the newest block that is still part of the chain and not above the target. */
  async function rewind(from: Checkpoint, target: BlockRef): Promise<Checkpoint> {
    let at = from;
    while (at.number > target.number || (await source.blockAt(at.number))?.hash !== at.hash) {
      const block = blocks.get(at.number);
      if (block === undefined)
        throw new DeepReorgError(`block ${at.number} is not on the chain, and cannot be undone`);
      blocks.delete(at.number);
      expected.apply(invert(block.changes));
      tip = at = block.before;
    }
    return at;
  }

  return {
    expected,
    checkpoint: () => tip,
    block: (number) => blocks.get(number),
    async moveTo(target, { blocksFrom = 0, onBlocks = () => undefined } = {}) {
      if (tip?.hash === target.hash) return tip;
      const head = await source.blockAt(target.number);
      if (head?.hash !== target.hash) throw offChain(target);
      let at = tip === undefined ? await firstCheckpoint(source, deployBlock) : await rewind(tip, target);
      const start = at.number;
      const onRead = (): void => onBlocks(at.number - start, target.number - start);
      const lastRange = Math.min(target.number, Math.max(blocksFrom, target.number - undoBlocks + 1) - 1);
      if (at.number < lastRange)
        for await (const range of readHistory(source, at.number + 1, lastRange, pace, rangeEventsMax)) {
          at = apply(at, { ...range, keep: false });
          onRead();
        }
      for await (const whole of readBlocks(source, at.number + 1, head)) {
        if (whole.block.parentHash !== at.hash) throw offChain(whole.block);
        at = apply(at, { ...whole, keep: true });
        onRead();
      }
      if (at.hash !== target.hash) throw offChain(target);
      await prove(source, at, deployBlock);
      return at;
    },
  };
}

interface ReadLogs {
  readonly block: BlockHeader;
  readonly logs: readonly ContractLog[];
  readonly journal: Checkpoint["journal"] | undefined;
  readonly keep: boolean;
}

function offChain({ number, hash }: BlockRef): RpcError {
  return new RpcError("absent", `block ${number} of the hash ${hash} on this chain`);
}

async function prove(source: ChainSource, at: Checkpoint, deployBlock: number): Promise<void> {
  // Before the contract there is nothing to compare.
  if (at.number < deployBlock) return;
  const journal = await source.journalAt(at);
  if (journal === undefined) throw new RpcError("absent", `the contract's journal at block ${at.number}`);
  expectJournal(journal, at, at.number, at.journal);
}

/** Where a tag stood at a block nobody knows afterwards: as if it had always stood at the block itself. */
function confirmedAt(number: number, finality: Finality): number {
  return typeof finality === "number" ? number - finality : number;
}
