import type { Address, Bytes32, GrantCheck, IndexStatus } from "@idos/protocol";

/** What a node needs of the index: it cannot write through this. */
export interface GrantIndexReader {
  /** One Redis round trip. Rejects when Redis does not answer; an index that is not there yet says so in its status. */
  check(owner: Address, handle: Bytes32): Promise<GrantCheck>;
  status(): Promise<IndexStatus>;
  /** Resolves once the indexed block is at least `blockNumber`, with false when `timeoutMs` passes first. */
  reached(blockNumber: number, timeoutMs: number): Promise<boolean>;
}
