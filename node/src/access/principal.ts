import type { Address, Bytes32, Delegation, DidKey, Scope } from "@idos/protocol";

/** Who makes a request, as proved by its session key. */
export interface Principal {
  readonly account: Address;
  readonly sessionKey: DidKey;
  readonly scopes: readonly Scope[];
  /** The user whose linked account this is; null for an account without an entry at this node. */
  readonly userId: Bytes32 | null;
  /** Where the account's contract speaks for it, and nowhere else; null for an account that its key speaks for. */
  readonly contractChainId: number | null;
  /** What makes this session's signatures the account's own, for readers of what it writes. */
  readonly delegation: Delegation;
}

/**
 * For whom something is counted over all of a user's accounts. Without an entry, an account's contract is one on each
 * chain: one address may be of different people.
 */
export function whoOf({ userId, account, contractChainId }: Principal): string {
  return userId ?? (contractChainId === null ? account : `${account}@${contractChainId}`);
}
