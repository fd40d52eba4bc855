import { type JsonRpcProvider, Wallet } from "ethers";
import type { DevelopmentWalletConfig } from "../config.ts";

export interface Account {
  readonly name: string;
  readonly wallet: Wallet;
}

export interface Accounts {
  readonly all: readonly Account[];
  /** The one that the person connected this page to; it is remembered across reloads. */
  connected(): Account | undefined;
  connect(account: Account): void;
  disconnect(): void;
}

const STORED_AS = "development-wallet/account";

export function createAccounts(
  { accounts }: Pick<DevelopmentWalletConfig, "accounts">,
  provider: JsonRpcProvider,
): Accounts {
  const all = accounts.map(({ name, privateKey }) => ({ name, wallet: new Wallet(privateKey, provider) }));
  return {
    all,
    connected() {
      const address = localStorage.getItem(STORED_AS);
      return all.find(({ wallet }) => wallet.address === address);
    },
    connect: ({ wallet }) => localStorage.setItem(STORED_AS, wallet.address),
    disconnect: () => localStorage.removeItem(STORED_AS),
  };
}
