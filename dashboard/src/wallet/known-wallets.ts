import type { Eip1193Provider } from "ethers";
import { createStore, type EIP6963ProviderDetail } from "mipd";
import { useSyncExternalStore } from "react";

type OnAccounts = (accounts: readonly string[]) => void;

/** A wallet as it shows itself to a page (EIP-1193). */
export interface WalletProvider extends Eip1193Provider {
  on(event: "accountsChanged", listener: OnAccounts): unknown;
  removeListener(event: "accountsChanged", listener: OnAccounts): unknown;
}

declare module "mipd" {
  interface Register {
    provider: WalletProvider;
  }
}

export type KnownWallet = EIP6963ProviderDetail;

/** The wallets that announce themselves to this page (EIP-6963). */
const announced = createStore();
const subscribe = (listener: () => void): (() => void) => announced.subscribe(listener);
const knownWallets = (): readonly KnownWallet[] => announced.getProviders();

export function useKnownWallets(): readonly KnownWallet[] {
  return useSyncExternalStore(subscribe, knownWallets);
}
