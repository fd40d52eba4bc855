import type { Bytes32, Delegation, DidKey, SignIn } from "@idos/protocol";

export interface StoredSession {
  readonly signIn: SignIn;
  readonly delegation: Delegation;
  readonly expiresAtSeconds: number;
}

/** A session, and whose account it is at this moment. */
export interface FoundSession extends StoredSession {
  /** The user whose linked account it is; null for an account without an entry. */
  readonly userId: Bytes32 | null;
}

/** Sessions are durable, so that signing out stays true when Redis is lost. */
export interface SessionStore {
  /**
   * Replaces the account's own session with the same key. Another account's is `taken` and stays: one key never
   * comes to speak for another account than its holder's signatures were made for.
   */
  createSession(session: StoredSession): Promise<"created" | "taken">;
  /** Undefined when it never existed or was signed out. Expiry is the caller's to check. */
  session(sessionKey: DidKey): Promise<FoundSession | undefined>;
  deleteSession(sessionKey: DidKey): Promise<void>;
  /** Drops sessions that expired before then; returns how many. */
  dropExpiredBefore(unixSeconds: number): Promise<number>;
}
