import type { DidKey, ListedSession } from "@idos/protocol";
import type { StoredSession } from "../storage/sessions.ts";
import { linkedAccounts } from "../users/linked-accounts.ts";
import { authorize } from "./authorize.ts";
import type { Parts } from "./parts.ts";
import type { Principal } from "./principal.ts";
import { requireAllowed } from "./refuse.ts";

/** Every live session of the caller's user, over all of her accounts; of the account alone where it has no user. */
export async function listSessions(parts: Parts, principal: Principal): Promise<ListedSession[]> {
  requireAllowed(authorize(principal, "read", { kind: "sessions" }, null, parts.nowSeconds()));
  return (await liveSessions(parts, principal)).map((session) => present(session, principal));
}

/** Ends one session of the caller's user. */
export async function endSession(parts: Parts, principal: Principal, sessionKey: DidKey): Promise<void> {
  const sessions = await liveSessions(parts, principal);
  const session = sessions.find(({ signIn }) => signIn.sessionKey === sessionKey);
  const isCallers = session !== undefined;
  requireAllowed(authorize(principal, "keys", { kind: "session", isCallers }, null, parts.nowSeconds()));
  if (isCallers) await parts.store.sessions.deleteSession(session.signIn);
}

/** Ends every session of the caller's user but the calling one. */
export async function endOtherSessions(parts: Parts, principal: Principal): Promise<void> {
  requireAllowed(authorize(principal, "keys", { kind: "sessions" }, null, parts.nowSeconds()));
  const accounts = await accountsOf(parts, principal);
  await parts.store.sessions.deleteSessionsOf(accounts, principal.sessionKey);
}

async function liveSessions(parts: Parts, principal: Principal): Promise<readonly StoredSession[]> {
  return parts.store.sessions.sessionsOf(await accountsOf(parts, principal), parts.nowSeconds());
}

async function accountsOf({ store }: Parts, { userId, account }: Principal) {
  return userId === null ? [account] : linkedAccounts(await store.users.userById(userId));
}

function present({ signIn, expiresAtSeconds }: StoredSession, principal: Principal): ListedSession {
  const { sessionKey, account, domain, scopes, issuedAt } = signIn;
  return {
    ...{ session: sessionKey, account, site: domain, scopes: [...scopes] },
    issuedAt: Math.floor(issuedAt.getTime() / 1000),
    expiresAt: expiresAtSeconds,
    current: sessionKey === principal.sessionKey,
  };
}
