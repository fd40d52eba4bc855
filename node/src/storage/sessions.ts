import type { Address, Bytes32, Delegation, DidKey, SignIn } from "@idos/protocol";

export interface StoredSession {
  readonly signIn: SignIn;
  readonly delegation: Delegation;
  readonly expiresAtSeconds: number;
  /** Present where the account's contract, on the sign-in's chain, said that the delegation is its own. */
  readonly contract: { readonly checkedAtSeconds: number } | null;
}

/** Which session: a key that is made anew may be another account's. */
export type SessionId = Pick<SignIn, "sessionKey" | "account">;

/** A session, and whose account it is at this moment. */
export interface FoundSession extends StoredSession {
  /** The user whose linked account it is; null for an account without an entry. */
  readonly userId: Bytes32 | null;
  /** The chain that the link of the account says, if any. */
  readonly linkedChainId: number | null;
}

/** Sessions are durable, so that signing out stays true when Redis is lost. */
export interface SessionStore {
  /**
   * Replaces the account's own session with the same key. Another account's is `taken` and stays: one key never
   * comes to speak for another account than its holder's signatures were made for. Of more sessions than an account may
   * have by its key, or by its contract on one chain, those that expire first end, and the new one stays.
   */
  createSession(session: StoredSession): Promise<"created" | "taken">;
  /** Undefined when it never existed or was signed out. Expiry is the caller's to check. */
  session(sessionKey: DidKey): Promise<FoundSession | undefined>;
  deleteSession(session: SessionId): Promise<void>;
  /** Of these accounts, those that have not expired, the newest first. */
  sessionsOf(accounts: readonly Address[], nowSeconds: number): Promise<readonly StoredSession[]>;
  /** At least one. */
  deleteSessions(sessions: readonly SessionId[]): Promise<void>;
  /** The contract has said so again. */
  markChecked(session: SessionId, checkedAtSeconds: number): Promise<void>;
  /** Drops sessions that expired before then; returns how many. */
  dropExpiredBefore(unixSeconds: number): Promise<number>;
}
