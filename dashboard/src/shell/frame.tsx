import "./frame.css";
import { type ReactNode, useState } from "react";
import { useSession, useSessionState } from "../session/session-context.ts";
import { useIdleLock } from "../session/use-idle-lock.ts";
import { TransactionTray } from "../transactions/transaction-tray.tsx";
import { AccountName } from "../ui/account-name.tsx";
import { Button } from "../ui/button.tsx";
import { Brand } from "./brand.tsx";
import { Navigation } from "./navigation.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";

/** Navigation and account around every view. */
export function Frame({ children }: { children: ReactNode }) {
  const { account } = useSession();
  const { end } = useSessionState();
  const [ending, setEnding] = useState(false);
  useIdleLock();
  const signOut = (): void => {
    setEnding(true);
    void end();
  };
  return (
    <div className="frame">
      <a className="skip-link" href="#main">
        Skip to the content
      </a>
      <header className="frame-top">
        <Brand />
        <div className="row">
          <ThemeSwitch />
          <AccountName account={account} />
          <Button look="quiet" busy={ending} onClick={signOut}>
            Sign out
          </Button>
        </div>
      </header>
      <Navigation />
      <main id="main" className="frame-main" tabIndex={-1}>
        <TransactionTray />
        {children}
      </main>
    </div>
  );
}
