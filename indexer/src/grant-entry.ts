import type { Address, Bytes32, GrantState } from "@idos/protocol";

export interface Term {
  /** Unix seconds; NEVER_EXPIRES for no expiry. */
  readonly expiresAt: bigint;
  readonly sinceBlock: number;
}

/** Whom a handle stands for: what hashes to it. */
export interface Parties {
  readonly grantee: Address;
  readonly shareId: Bytes32;
}

/** The newest grant under one (owner, handle), and what was in force when it came. */
export interface GrantEntry extends Term {
  /** Absent where the handle was only ever sealed. */
  readonly parties?: Parties;
  /** The owner's epoch at the grant: the entry is dead in any other. */
  readonly epoch: bigint;
  /** In force until the newest grant is confirmed; absent where nothing was. */
  readonly prior?: Term;
}

/**
 * What the owner's grants amount to when those above `confirmedBlock` count only where they take away: a shorter
 * expiry bites at once, a longer one or a first grant waits for its confirmation.
 */
export function termInForce(entry: GrantEntry, confirmedBlock: number): Term | undefined {
  if (entry.sinceBlock <= confirmedBlock) return { expiresAt: entry.expiresAt, sinceBlock: entry.sinceBlock };
  if (entry.prior === undefined) return undefined;
  const { expiresAt, sinceBlock } = entry.prior;
  return { expiresAt: expiresAt < entry.expiresAt ? expiresAt : entry.expiresAt, sinceBlock };
}

export interface ReadPoint {
  readonly ownerEpoch: bigint;
  readonly confirmedBlock: number;
  /** Unix seconds of the indexed block. */
  readonly blockTime: number;
}

export function grantState(entry: GrantEntry | undefined, at: ReadPoint): GrantState {
  if (entry === undefined || entry.epoch !== at.ownerEpoch) return { kind: "none" };
  const unconfirmed = {
    kind: "unconfirmed",
    sinceBlock: entry.sinceBlock,
    expiresAt: entry.expiresAt,
  } as const;
  const term = termInForce(entry, at.confirmedBlock);
  if (term === undefined) return unconfirmed;
  // An ended grant that was just renewed is "not yet", not "no longer".
  const renewed = entry.expiresAt > term.expiresAt && term.expiresAt <= BigInt(at.blockTime);
  return renewed ? unconfirmed : { kind: "granted", ...term };
}
