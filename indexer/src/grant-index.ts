import type { Address, Bytes32, Journal } from "@idos/protocol";
import type { BlockRef } from "./chain-source.ts";
import type { Change, IndexPart } from "./reduce.ts";

/** The block that the index equals the contract at, and the contract's journal there. */
export interface Checkpoint extends BlockRef {
  /** Unix seconds. */
  readonly time: number;
  readonly journal: Journal;
}

/**
 * The index as its writer sees it. Each write is one atomic step, and happens only if the index is still as this
 * writer left it: it rejects with WriteRefusedError otherwise, having changed nothing.
 */
export interface GrantIndex {
  /** Makes this process the writer in the place of any other. undefined where there is no usable index. */
  take(): Promise<Checkpoint | undefined>;
  /** Whether this process may take the index: nobody else was seen to write it for `idleMs`. */
  mayTake(idleMs: number): Promise<boolean>;
  /** Replaces the index by an empty one, which is not ready until it is marked as equal to the head. */
  begin(at: Checkpoint): Promise<void>;
  read(touched: ReadonlyMap<Address, ReadonlySet<Bytes32>>): Promise<IndexPart>;
  /** One block on; it can be undone later. */
  commitBlock(from: Checkpoint, to: Checkpoint, changes: readonly Change[]): Promise<void>;
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
