import {
  type KeyBindingFault,
  keyBindingFault,
  keyBindingTypedData,
  LIMITS,
  ProblemError,
  type SignedKeyBinding,
  TIMES,
} from "@idos/protocol";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import type { StoredUser } from "../storage/users.ts";
import { linkedSigner } from "./linked-accounts.ts";
import { ownEntry } from "./own-entry.ts";

const NEWER = "A newer binding is in force.";
const FAULTS: Readonly<Record<KeyBindingFault, string>> = {
  older: NEWER,
  "succession-missing": "The key in force has not signed that this one follows it.",
  "succession-invalid": "What the key in force signed does not fit.",
};

/** Publishes the key to encrypt to the caller with. Sent again, it succeeds again. */
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
  await requireFollowing(user, signed);
  const afterIssuedAt = precedingOf(user, signed)?.binding.issuedAt ?? null;
  if ((await parts.store.users.bindKey(user.userId, signed, afterIssuedAt)) !== "bound") throw invalid(NEWER);
}

/** The binding in force, unless it is this one already. */
function precedingOf(
  { keyBinding, earlierKeyBindings }: StoredUser,
  { signature }: SignedKeyBinding,
): SignedKeyBinding | undefined {
  return (keyBinding?.signature === signature ? earlierKeyBindings.at(-1) : keyBinding) ?? undefined;
}

async function requireFollowing(user: StoredUser, signed: SignedKeyBinding): Promise<void> {
  const preceding = precedingOf(user, signed);
  if (preceding === undefined) return;
  const fault = await keyBindingFault(preceding, signed, user.accounts);
  if (fault !== undefined) throw invalid(FAULTS[fault]);
  if (user.earlierKeyBindings.length + 2 > LIMITS.keyBindingsMax)
    throw new ProblemError("LIMIT_REACHED", "The user has had as many keys as a node keeps.");
}

function invalid(detail: string): ProblemError {
  return new ProblemError("KEY_BINDING_INVALID", detail);
}
