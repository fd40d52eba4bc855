import type { Delegation, DidKey, SignIn } from "@idos/protocol";

export interface StoredSession {
  readonly signIn: SignIn;
  readonly delegation: Delegation;
  readonly expiresAtSeconds: number;
}

/** Sessions are durable, so that signing out stays true when Redis is lost. */
export interface SessionStore {
  createSession(session: StoredSession): Promise<void>;
  /** Undefined when it never existed or was signed out. Expiry is the caller's to check. */
  session(sessionKey: DidKey): Promise<StoredSession | undefined>;
  deleteSession(sessionKey: DidKey): Promise<void>;
}
