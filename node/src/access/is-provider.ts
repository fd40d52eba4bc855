import type { NodeIdentity } from "./node-identity.ts";
import type { Principal } from "./principal.ts";

/** Whether the caller is one of the node's providers; one that is a contract speaks on the node's first chain alone. */
export function isProvider(
  { providers, chains }: NodeIdentity,
  { account, contractChainId }: Principal,
): boolean {
  return providers.has(account) && (contractChainId === null || contractChainId === chains[0]?.chainId);
}
