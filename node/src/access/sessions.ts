import type { DidKey, ListedSession } from "@idos/protocol";
import type { StoredSession } from "../storage/sessions.ts";
import { linkedAccounts, linkedSigner } from "../users/linked-accounts.ts";
import { authorize } from "./authorize.ts";
import { contractChainOf, userIdOfSession } from "./contract-sessions.ts";
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
  const others = (await liveSessions(parts, principal))
    .map(({ signIn }) => signIn)
    .filter(({ sessionKey }) => sessionKey !== principal.sessionKey);
  if (others.length > 0) await parts.store.sessions.deleteSessions(others);
}

/** Without those that speak for others at the same address: its contract on another chain may be anybody's. */
async function liveSessions(parts: Parts, principal: Principal): Promise<readonly StoredSession[]> {
  const { store, nowSeconds } = parts;
  const { userId, account, contractChainId } = principal;
  if (userId === null) {
    const all = await store.sessions.sessionsOf([account], nowSeconds());
    return contractChainId === null
      ? all
      : all.filter((session) => contractChainOf(session) === contractChainId);
  }
  const user = await store.users.userById(userId);
  if (user === undefined) return [];
  const all = await store.sessions.sessionsOf(linkedAccounts(user), nowSeconds());
  return all.filter((session) => {
    const linkedChainId = linkedSigner(user, session.signIn.account)?.chainId ?? null;
    return userIdOfSession({ ...session, userId, linkedChainId }) === userId;
  });
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
