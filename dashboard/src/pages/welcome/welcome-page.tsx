import "./welcome-page.css";
import { useMutation } from "@tanstack/react-query";
import { lazy, Suspense, useEffect } from "react";
import { Link } from "wouter";
import { loadOpenSession } from "../../session/load-open-session.ts";
import { useSessionState } from "../../session/session-context.ts";
import { Brand } from "../../shell/brand.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { KnownWallet } from "../../wallet/known-wallets.ts";
import { WalletList } from "./wallet-list.tsx";

/** It knows the errors of the SDK, which the first page does without. */
const ErrorNotice = lazy(async () => ({ default: (await import("../../ui/error-notice.tsx")).ErrorNotice }));

export function WelcomePage() {
  useEffect(() => void loadOpenSession().catch(() => undefined), []);
  const { open, endedBecause } = useSessionState();
  const signIn = useMutation({ mutationFn: (wallet: KnownWallet) => open(wallet) });
  return (
    <div className="welcome">
      <main className="welcome-main">
        <Brand />
        <div className="stack">
          <h1>Your identity data, in your hands.</h1>
          <p className="welcome-lead soft">
            Keep your profile and your credentials encrypted, let others read just what you choose, and take
            it back with one click.
          </p>
        </div>
        {endedBecause === "account-switched" && (
          <Notice tone="info" title="Your wallet changed its account">
            <p>Sign in again to go on with the other one.</p>
          </Notice>
        )}
        {endedBecause === "erased" && (
          <Notice tone="good" title="You are erased">
            <p>Nothing of yours is left at this page’s nodes. You can begin anew whenever you like.</p>
          </Notice>
        )}
        <WalletList
          busy={signIn.isPending ? signIn.variables.info.rdns : undefined}
          onChoose={(wallet) => signIn.mutate(wallet)}
        />
        <Suspense>{signIn.error !== null && <ErrorNotice error={signIn.error} />}</Suspense>
        <p className="small soft">
          Your wallet signs one message. It sends no transaction and costs nothing.{" "}
          <Link href="/address">Look up public grants</Link>
        </p>
      </main>
    </div>
  );
}
