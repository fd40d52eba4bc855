import * as z from "zod";
import { type AccountHistory, spokeFor } from "./account-history.ts";
import { fromHex } from "./bytes.ts";
import { encodeDidKey } from "./did-key.ts";
import { type Bytes32, bytes32Schema } from "./primitives.ts";
import { type StatementKind, verifyStatement } from "./signed-statement.ts";
import { type KeyBinding, keyBindingTypedData } from "./typed-data/key-binding.ts";
import { type SignedKeyBinding, typedDataDigest } from "./typed-data/signed.ts";

const keySuccessionSchema = z.strictObject({
  v: z.literal(1),
  /** EIP-712 digest of the binding of the key that signs. */
  previous: bytes32Schema,
  /** EIP-712 digest of the binding that takes its place. */
  next: bytes32Schema,
});
export type KeySuccession = z.infer<typeof keySuccessionSchema>;

/** "That binding follows mine", signed by the Ed25519 key of the binding that is replaced. */
export const KEY_SUCCESSION: StatementKind<KeySuccession> = {
  type: "idos-key-succession+jwt",
  claims: keySuccessionSchema,
};

export function keyBindingDigest(binding: KeyBinding): Bytes32 {
  return typedDataDigest(keyBindingTypedData(binding));
}

export type KeyBindingFault = "older" | "succession-missing" | "succession-invalid";

/**
 * What is wrong with a binding that comes after another, the wallet's signature aside. New keys need the consent of the
 * old one, unless the account that bound the old one has left the user: whoever took that account must not keep its owner
 * from a key of her own.
 */
export async function keyBindingFault(
  previous: SignedKeyBinding,
  { binding, succession }: SignedKeyBinding,
  history: AccountHistory,
): Promise<KeyBindingFault | undefined> {
  const before = previous.binding;
  if (binding.issuedAt <= before.issuedAt) return "older";
  if (succession !== undefined) {
    const verified = await verifyStatement(KEY_SUCCESSION, succession);
    const isSound =
      verified?.sessionKey === encodeDidKey({ curve: "Ed25519", bytes: fromHex(before.signingKey) }) &&
      verified.claims.previous === keyBindingDigest(before) &&
      verified.claims.next === keyBindingDigest(binding);
    return isSound ? undefined : "succession-invalid";
  }
  const isSameKey =
    binding.encryptionKey === before.encryptionKey && binding.signingKey === before.signingKey;
  if (isSameKey || !spokeFor(history, before.account, binding.issuedAt)) return undefined;
  return "succession-missing";
}
