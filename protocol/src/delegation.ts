import { verifyMessage } from "ethers";
import type { DidKey } from "./did-key.ts";
import { type Address, parseAddress } from "./primitives.ts";
import type { Scope } from "./scopes.ts";
import { parseSignIn, type SignIn } from "./sign-in.ts";
import type { Delegation } from "./typed-data/signed.ts";

/** The key account that signed `message` as EIP-191 text, or undefined where the signature recovers none. */
export function recoverTextSigner(message: string, signature: string): Address | undefined {
  try {
    return parseAddress(verifyMessage(message, signature));
  } catch {
    return undefined;
  }
}

export type DelegationFault = "malformed" | "other-key" | "other-account" | "scope" | "time" | "signature";

/**
 * Whether a delegation lets `sessionKey` speak for `author` at `atSeconds` with `scope`. This checks key
 * accounts; a contract account's signature needs its chain, so its verifier passes `recover` of its own.
 */
export function checkDelegation(
  delegation: Delegation,
  claim: { sessionKey: DidKey; author: Address; scope: Scope; atSeconds: number },
  recover: (message: string, signature: string) => Address | undefined = recoverTextSigner,
): { signIn: SignIn } | { fault: DelegationFault } {
  const signIn = parseSignIn(delegation.message);
  if (signIn === undefined) return { fault: "malformed" };
  if (signIn.sessionKey !== claim.sessionKey) return { fault: "other-key" };
  if (signIn.account !== claim.author) return { fault: "other-account" };
  if (!signIn.scopes.includes(claim.scope)) return { fault: "scope" };
  const at = claim.atSeconds * 1000;
  // Header times are whole seconds, so one issued in the second of the sign-in may seem to precede it.
  if (at + 1000 <= signIn.issuedAt.getTime() || at >= signIn.expirationTime.getTime())
    return { fault: "time" };
  if (recover(delegation.message, delegation.signature) !== signIn.account) return { fault: "signature" };
  return { signIn };
}
