import type { Delegation, DidKey, SignIn } from "@idos/protocol";

export interface StoredSession {
  readonly signIn: SignIn;
  readonly delegation: Delegation;
  readonly expiresAtSeconds: number;
}

/** Sessions are durable, so that signing out stays true when Redis is lost. */
export interface SessionStore {
  /**
   * Replaces the account's own session with the same key. Another account's is `taken` and stays: a sign-in
   * does not prove possession of the session key, so it must not turn its holder's requests into its own.
   */
  createSession(session: StoredSession): Promise<"created" | "taken">;
  /** Undefined when it never existed or was signed out. Expiry is the caller's to check. */
  session(sessionKey: DidKey): Promise<StoredSession | undefined>;
  deleteSession(sessionKey: DidKey): Promise<void>;
  /** Drops sessions that expired before then; returns how many. */
  dropExpiredBefore(unixSeconds: number): Promise<number>;
}
