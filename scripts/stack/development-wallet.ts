import type { DevelopmentWalletConfig } from "@idos/development-wallet/config";
import { LOCAL_CHAIN_ID } from "../chain/local-chain-id.ts";
import { LOCAL_ACTORS } from "./actors.ts";

const NAMES = { alice: "Alice", bob: "Bob", carol: "Carol, a newcomer" } as const;

/** The people of the demo, for the wallet in its pages. */
export function developmentWallet(rpcUrl: string): DevelopmentWalletConfig {
  const accounts = (["alice", "bob", "carol"] as const).map((who) => ({
    name: NAMES[who],
    privateKey: LOCAL_ACTORS[who].privateKey,
  }));
  return { chainId: LOCAL_CHAIN_ID, rpcUrl, accounts };
}
