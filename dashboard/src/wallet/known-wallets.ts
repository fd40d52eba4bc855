import { createStore, type EIP6963ProviderDetail } from "mipd";
import { useSyncExternalStore } from "react";

export type KnownWallet = EIP6963ProviderDetail;

/** The wallets that announce themselves to this page (EIP-6963). */
const announced = createStore();

export function useKnownWallets(): readonly KnownWallet[] {
  return useSyncExternalStore(announced.subscribe, announced.getProviders);
}
