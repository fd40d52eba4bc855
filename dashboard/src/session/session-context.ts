import { createContext, use } from "react";
import type { KnownWallet } from "../wallet/known-wallets.ts";
import type { OpenSession } from "./open-session.ts";

export interface SessionState {
  readonly session: OpenSession | undefined;
  /** Why the last one ended, where she did not end it herself. */
  readonly endedBecause: "account-switched" | "erased" | undefined;
  readonly open: (wallet: KnownWallet) => Promise<void>;
  readonly end: (because?: SessionState["endedBecause"]) => Promise<void>;
}

export const SessionContext = createContext<SessionState | undefined>(undefined);

export function useSessionState(): SessionState {
  const state = use(SessionContext);
  if (state === undefined) throw new Error("no session state around this component");
  return state;
}

/** For views behind the sign-in. */
export function useSession(): OpenSession {
  const { session } = useSessionState();
  if (session === undefined) throw new Error("nobody has signed in");
  return session;
}
