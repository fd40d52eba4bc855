import type { Address, Bytes32, Delegation, SignedKeyBinding } from "@idos/protocol";

export interface WriteGrantUse {
  readonly grantId: Bytes32;
  readonly uses: number;
}

/**
 * What only an export reads, beside what other readers give: read as it is taken, a bounded number of rows in memory.
 * What exists all the while is seen exactly once, whatever is written in the meantime.
 */
export interface OwnDataReader {
  /** From the oldest to the one in force. */
  keyBindings(userId: Bytes32): AsyncIterable<SignedKeyBinding>;
  /** Deleted records included. */
  recordIds(owner: Bytes32): AsyncIterable<Bytes32>;
  /** On all chains; deleted ones left out. */
  shareIds(owner: Bytes32): AsyncIterable<Bytes32>;
  writeGrantUses(owner: Bytes32): AsyncIterable<WriteGrantUse>;
  /** Expired ones that are still there included. */
  sessions(account: Address): AsyncIterable<{
    readonly delegation: Delegation;
    readonly expiresAtSeconds: number;
  }>;
}
