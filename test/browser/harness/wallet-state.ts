import type { Wallet } from "ethers";

/** What a wallet of the tests is at. */
export interface WalletState {
  readonly accounts: readonly Wallet[];
  /** The current one. */
  account: Wallet;
  /** Those that the page may use besides the current one. */
  shown: readonly Wallet[];
  chainId: number;
  connected: boolean;
}
