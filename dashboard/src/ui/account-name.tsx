import { shortAccount } from "../format/short-account.ts";

/** An account as people recognize it, whole for those who hover or listen. */
export function AccountName({ account }: { account: string }) {
  return (
    <span className="mono" title={account}>
      {shortAccount(account)}
    </span>
  );
}
