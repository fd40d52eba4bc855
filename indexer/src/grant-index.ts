import type { Bytes32, Journal } from "@idos/protocol";
import type { BlockRef } from "./chain-source.ts";
import type { Change, IndexPart, Touched } from "./reduce.ts";

/** The block that the index equals the contract at, and the contract's journal there. */
export interface Checkpoint extends BlockRef {
  /** Unix seconds. */
  readonly time: number;
  readonly journal: Journal;
  /** The newest block whose grants count; 0 where there is none yet. */
  readonly confirmed: number;
}

/**
 * The index as its writer sees it. Each write is one atomic step, and happens only if the index is still as this
 * writer left it: it rejects with WriteRefusedError otherwise, having changed nothing.
 *
 * Calls are carried out in the order in which they are made, so a caller may ask for the next step before the last
 * one is answered. What follows a refused step is refused too.
 */
export interface GrantIndex {
  /**
   * Makes this process the writer in the place of any other. undefined where there is no usable index. Rejects with
   * StoreUnfitError where the server cannot hold one.
   */
  take(): Promise<Checkpoint | undefined>;
  /** Whether this process may take the index: nobody else was seen to write it for `idleMs`. */
  mayTake(idleMs: number): Promise<boolean>;
  /** Lets a process that stands by take the index at once. */
  release(): Promise<void>;
  /** Replaces the index by an empty one, which is not ready until it is marked as equal to the head. */
  begin(at: Checkpoint): Promise<void>;
  /** What the index holds at this very block. */
  read(at: BlockRef, touched: Touched): Promise<IndexPart>;
  /** One block on; it can be undone later. `transactions`: the hashes of those with an event in it. */
  commitBlock(
    from: Checkpoint,
    to: Checkpoint,
    changes: readonly Change[],
    transactions: readonly Bytes32[],
  ): Promise<void>;
  /** Many final blocks on; nothing up to `to` can be undone then. */
  commitRange(from: Checkpoint, to: Checkpoint, changes: readonly Change[]): Promise<void>;
  /** One block back; the index is not ready until it is marked as equal to the head again. */
  undoBlock(from: Checkpoint): Promise<Checkpoint>;
  /** The hash that the index knows for this block number, if it lies within what can be undone. */
  hashAt(number: number): Promise<Bytes32 | undefined>;
  /** The index was seen equal to the chain's head and to the contract's journal `ageMs` ago. Ends a fault. */
  markAtHead(at: Checkpoint, ageMs: number): Promise<void>;
  /** Makes the index unhealthy at once, until it is next seen equal to the chain's head. */
  markFault(reason: string): Promise<void>;
}
