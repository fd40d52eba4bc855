import type { Bytes32, KeyBackup } from "@idos/protocol";
import { concatBytes } from "../derive.ts";
import type { Sodium } from "../sodium.ts";

/** What a slot says of itself in the clear. */
export type SlotFacts = Pick<KeyBackup, "slot" | "kind" | "parameters"> & { readonly userId: Bytes32 };

const NONCE_BYTES = 24;

/** XChaCha20-Poly1305 over the seed: nonce, then ciphertext and tag. The slot's facts are associated data. */
export function sealSlot(sodium: Sodium, key: Uint8Array, facts: SlotFacts, seed: Uint8Array): Uint8Array {
  const nonce = sodium.randombytes_buf(NONCE_BYTES);
  const data = associatedData(facts);
  return concatBytes([
    nonce,
    sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(seed, data, null, nonce, key),
  ]);
}

/** The seed, or undefined where key, facts or bytes are not those it was sealed with. */
export function openSlot(
  sodium: Sodium,
  key: Uint8Array,
  facts: SlotFacts,
  ciphertext: Uint8Array,
): Uint8Array | undefined {
  const nonce = ciphertext.subarray(0, NONCE_BYTES);
  const sealed = ciphertext.subarray(NONCE_BYTES);
  try {
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, sealed, associatedData(facts), nonce, key);
  } catch {
    return undefined;
  }
}

/** Sorted, so that a database may give the parameters back in another order. */
function associatedData({ userId, slot, kind, parameters }: SlotFacts): Uint8Array {
  const sorted = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return new TextEncoder().encode(JSON.stringify(["idOS v1 key backup", userId, slot, kind, sorted]));
}
