import { type KeyBinding, keyBindingTypedData } from "@idos/protocol";
import type { UserKeys } from "../crypto/key-pair.ts";
import { IdosError } from "../errors/idos-error.ts";
import { signTypedData } from "../session/wallet.ts";
import type { KeyRingParts } from "./key-ring-parts.ts";

/** Publishes "encrypt to me with this key", signed by the account's wallet, unless it is published already. */
export async function publishKeyBinding(parts: KeyRingParts, keys: UserKeys): Promise<void> {
  const { userId, keys: published } = await parts.user();
  const { encryptionKey, signingKey } = keys;
  if (published?.encryptionKey === encryptionKey && published.signingKey === signingKey) return;
  if (published !== null)
    throw new IdosError("KEYS_EXIST", "The user has published another key already", { userId });
  const { account, signer, node, memory } = parts;
  const binding: KeyBinding = { userId, account, encryptionKey, signingKey, issuedAt: parts.nowSeconds() };
  const signature = await signTypedData(signer, keyBindingTypedData(binding));
  await node.putKeyBinding({ binding, signature });
  memory.sawKeyBinding(userId, binding);
}
