import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import { useConfig } from "../config/config-context.ts";
import { lastWallet } from "../wallet/last-wallet.ts";
import type { KnownWallet } from "../wallet/known-wallets.ts";
import { watchAccount } from "../wallet/watch-account.ts";
import { loadOpenSession } from "./load-open-session.ts";
import type { OpenSession } from "./open-session.ts";
import { SessionContext, type SessionState } from "./session-context.ts";

export function SessionProvider({ children }: { children: ReactNode }) {
  const config = useConfig();
  const queries = useQueryClient();
  const [session, setSession] = useState<OpenSession>();
  const [endedBecause, setEndedBecause] = useState<SessionState["endedBecause"]>();

  const end = useCallback(
    async (because?: SessionState["endedBecause"]) => {
      setSession(undefined);
      setEndedBecause(because);
      queries.clear();
      await session?.idos.signOut();
    },
    [queries, session],
  );
  const open = useCallback(
    async (wallet: KnownWallet) => {
      setEndedBecause(undefined);
      const { openSession } = await loadOpenSession();
      setSession(await openSession(wallet, config));
      lastWallet.set(wallet.info.rdns);
    },
    [config],
  );

  useEffect(() => {
    if (session === undefined) return undefined;
    return watchAccount(session.wallet.provider, session.account, () => void end("account-switched"));
  }, [session, end]);

  const state = useMemo(() => ({ session, endedBecause, open, end }), [session, endedBecause, open, end]);
  return <SessionContext value={state}>{children}</SessionContext>;
}
