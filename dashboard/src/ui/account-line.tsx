import "./account-line.css";
import type { ReactNode } from "react";
import { AccountName } from "./account-name.tsx";
import { Identicon } from "./identicon.tsx";

/** An account with its picture; `note` stands below it. */
export function AccountLine({ account, note }: { account: string; note?: ReactNode }) {
  return (
    <span className="account-line">
      <Identicon account={account} />
      <span>
        <AccountName account={account} />
        {note !== undefined && <span className="account-line-note">{note}</span>}
      </span>
    </span>
  );
}
