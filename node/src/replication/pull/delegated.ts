import { checkDelegation, type Delegation, parseSignIn } from "@idos/protocol";
import type { AccountSignatures } from "../../access/account-signatures.ts";
import { ReplicaRefused } from "./replica-fault.ts";

type Claim = Parameters<typeof checkDelegation>[1];

/**
 * That the author's account let the session key speak for it then. `chainId`: where its contract is asked; without it, the
 * account's key alone can have signed. Throws `unsigned`.
 */
export async function requireDelegated(
  signatures: AccountSignatures,
  delegation: Delegation,
  claim: Claim,
  chainId: number | undefined,
): Promise<void> {
  const { message, signature } = delegation;
  const account = parseSignIn(message)?.account;
  // The chain is asked last, and about the claimed author alone.
  const isOfAuthor = account === claim.author && isFit(delegation, claim);
  const isSigned = isOfAuthor && (await signatures.signedText({ account, chainId }, message, signature));
  if (isSigned === false || isSigned === undefined)
    throw new ReplicaRefused("unsigned", "a session key was not delegated to");
}

/** Everything but the signature. */
function isFit(delegation: Delegation, claim: Claim): boolean {
  return !("fault" in checkDelegation(delegation, claim, () => claim.author));
}
