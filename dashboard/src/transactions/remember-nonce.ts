import type { JsonRpcProvider } from "ethers";
import type { TransactionList } from "./transaction-list.ts";

/** So that it can be seen when another transaction took its place. */
export async function rememberNonce(
  list: TransactionList,
  provider: JsonRpcProvider,
  { id, hash }: { readonly id: string; readonly hash: string },
): Promise<void> {
  const sent = await provider.getTransaction(hash).catch(() => null);
  if (sent !== null) list.setNonce(id, sent.nonce);
}
