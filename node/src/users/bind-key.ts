import { keyBindingTypedData, ProblemError, type SignedKeyBinding, TIMES } from "@idos/protocol";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import { linkedSigner } from "./linked-accounts.ts";
import { ownEntry } from "./own-entry.ts";

/** Publishes the key to encrypt to the caller with. */
export async function bindKey(parts: Parts, principal: Principal, signed: SignedKeyBinding): Promise<void> {
  const user = await ownEntry(parts, principal, "keys");
  const { binding, signature } = signed;
  if (binding.userId !== user.userId) throw invalid("The binding is for another user.");
  const signer = linkedSigner(user, binding.account);
  if (signer === undefined) throw invalid("The signing account is not linked.");
  // One from the future would outlive every binding made until then.
  if (binding.issuedAt > parts.nowSeconds() + TIMES.clockSkewSeconds)
    throw invalid("The binding is from the future.");
  if (!(await parts.signatures.signedTypedData(signer, keyBindingTypedData(binding), signature)))
    throw invalid("The signature is not by the account.");
  if ((await parts.store.users.bindKey(user.userId, signed)) === "older")
    throw invalid("A newer binding is in force.");
}

function invalid(detail: string): ProblemError {
  return new ProblemError("KEY_BINDING_INVALID", detail);
}
