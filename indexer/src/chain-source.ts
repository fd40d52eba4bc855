import type { Address, Bytes32, Finality, Journal } from "@idos/protocol";

/** The chain's own word for blocks that are not expected, or not able, to be reorganized away. */
export type FinalityTag = Exclude<Finality, number>;

export interface BlockRef {
  readonly number: number;
  readonly hash: Bytes32;
}

export interface BlockHeader extends BlockRef {
  readonly parentHash: Bytes32;
  /** Unix seconds. */
  readonly time: number;
  /** 0x and 512 hexadecimal digits (256 bytes). */
  readonly logsBloom: string;
}

/** A log of the contract, checked against the block it claims to be of, not yet decoded. */
export interface ContractLog {
  readonly address: Address;
  readonly topics: readonly Bytes32[];
  /** 0x and hexadecimal digits. */
  readonly data: string;
  readonly blockNumber: number;
  readonly blockHash: Bytes32;
  readonly transactionHash: Bytes32;
  readonly logIndex: number;
}

/**
 * The chain as an untrusted party tells it. Every method rejects with RpcError where there is no usable answer and
 * with ContradictionError where an answer cannot be true.
 */
export interface ChainSource {
  /** Rejects with ContradictionError unless this is the configured chain and the contract, with its code, is on it. */
  confirmIdentity(): Promise<void>;
  latestBlock(): Promise<BlockHeader>;
  /** The newest block that the chain itself calls so. */
  taggedBlock(tag: FinalityTag): Promise<BlockHeader>;
  /** undefined where the source has no block of that number (yet). */
  blockAt(number: number): Promise<BlockHeader | undefined>;
  /** All logs of the contract in this very block, in order; checked against its bloom. */
  logsOf(block: BlockHeader): Promise<readonly ContractLog[]>;
  /** All logs of the contract from `first` to `last`, both inclusive, in order. */
  logsBetween(first: number, last: BlockRef): Promise<readonly ContractLog[]>;
  /** The contract's own journal at this very block; undefined where the source no longer has that state. */
  journalAt(block: BlockRef): Promise<Journal | undefined>;
  /**
   * Resolves when a new head may be there: at a subscription's word, at the latest after the poll interval. Rejects
   * with the signal's reason on abort.
   */
  nextHead(signal: AbortSignal): Promise<void>;
  /**
   * What the present endpoint said contradicts the contract or itself: another one is asked from now on, where there
   * is one. The reason goes to logs and metrics.
   */
  distrust(reason: string): void;
  /** Ends sockets and timers. */
  close(): void;
}
