import type { Address, Bytes32, GrantCheck, GrantState, IndexStatus } from "@idos/protocol";
import type { Parties } from "./grant-entry.ts";

/** A block by its number, or the block of a transaction with an event of the contract, by the transaction's hash. */
export type AtLeast = number | Bytes32;

export interface ListedGrant {
  readonly owner: Address;
  readonly handle: Bytes32;
  /** Absent while nobody but those concerned knows whom the handle stands for. */
  readonly parties?: Parties;
  readonly grant: GrantState;
}

export interface PageOfGrants {
  readonly limit: number;
  /** Where the page before ended. */
  readonly cursor?: string;
}

/**
 * Grants that stand, unconfirmed ones included. A page may be empty and not the last. Who follows `next` to its end
 * sees each grant that stands all the while exactly once.
 */
export interface GrantPage {
  readonly grants: readonly ListedGrant[];
  /** The cursor of the next page; undefined at the end. */
  readonly next: string | undefined;
  readonly status: IndexStatus;
}

/** Where an index stood. */
export interface IndexPlaceInTime {
  readonly blockNumber: number;
  readonly blockHash: Bytes32;
  readonly confirmedBlockNumber: number;
}

export interface IndexChanges {
  readonly status: IndexStatus;
  /** To ask on from. */
  readonly place: IndexPlaceInTime;
  /** Undefined where it is not known: too many blocks lie between, or a reorg undid the place. */
  readonly touched: TouchedGrants | undefined;
}

/** What is to be looked at anew; the same may come twice. */
export interface TouchedGrants {
  readonly grants: readonly { readonly owner: Address; readonly handle: Bytes32 }[];
  /** Owners of whom every grant ended, or came back by an undone end. */
  readonly owners: readonly Address[];
}

/** What a node needs of the index: it cannot write through this. */
export interface GrantIndexReader {
  /**
   * One Redis round trip, shared by the checks of the same moment. Rejects when Redis does not answer; an index that
   * is not there yet says so in its status.
   */
  check(owner: Address, handle: Bytes32): Promise<GrantCheck>;
  status(): Promise<IndexStatus>;
  /**
   * The number of the asked block, once the index has reached it; undefined when `timeoutMs` passes first. A
   * transaction is known while its block can still be undone, not for ever.
   */
  reached(atLeast: AtLeast, timeoutMs: number): Promise<number | undefined>;
  /** What the owner granted, sealed grants included. Rejects with BadCursorError on a cursor that no page gave. */
  grantsBy(owner: Address, page: PageOfGrants): Promise<GrantPage>;
  /**
   * What changed behind a place that this or another reader gave, and what was confirmed since. Without one: where the
   * index stands.
   */
  changesAfter(place: IndexPlaceInTime | undefined): Promise<IndexChanges>;
  /** What was granted to the account in public. */
  grantsTo(grantee: Address, page: PageOfGrants): Promise<GrantPage>;
}
