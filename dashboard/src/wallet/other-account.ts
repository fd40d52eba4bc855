import { BrowserProvider, type Signer } from "ethers";
import * as z from "zod";
import type { KnownWallet } from "./known-wallets.ts";

const accountsSchema = z.array(z.string());

/**
 * Asks a wallet to show this page one more account, and resolves with the first that is none of `known` (lowercase).
 * Undefined where it shows no other.
 */
export async function otherAccount(
  { provider }: KnownWallet,
  known: readonly string[],
): Promise<Signer | undefined> {
  await provider.request({ method: "wallet_requestPermissions", params: [{ eth_accounts: {} }] });
  const accounts = accountsSchema.parse(await provider.request({ method: "eth_accounts" }));
  const other = accounts.find((account) => !known.includes(account.toLowerCase()));
  return other === undefined ? undefined : new BrowserProvider(provider, "any").getSigner(other);
}
