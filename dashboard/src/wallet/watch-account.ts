import type { WalletProvider } from "./known-wallets.ts";

/** Calls `onGone` once the wallet shows this page another account, or none. Resolves with what stops watching. */
export function watchAccount(provider: WalletProvider, account: string, onGone: () => void): () => void {
  const onAccounts = (accounts: readonly string[]): void => {
    if (accounts[0]?.toLowerCase() !== account.toLowerCase()) onGone();
  };
  provider.on("accountsChanged", onAccounts);
  return () => void provider.removeListener("accountsChanged", onAccounts);
}
