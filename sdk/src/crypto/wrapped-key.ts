import { type Bytes32, fromHex } from "@idos/protocol";
import { concatBytes, derive } from "./derive.ts";
import type { DecryptionKeys } from "./key-pair.ts";
import { openBox, sealBox } from "./sealed-box.ts";
import type { Sodium } from "./sodium.ts";

const CONTENT_KEY_BYTES = 32;

/**
 * crypto_box_seal(content key || BLAKE2b-256(envelope header || commitment || recipient key)), 112 bytes. The
 * second half ties the wrap to one envelope and one recipient: it cannot be moved under another record.
 */
export function wrapContentKey(
  sodium: Sodium,
  contentKey: Uint8Array,
  associatedData: Uint8Array,
  recipient: Bytes32,
): Uint8Array {
  const recipientKey = fromHex(recipient);
  const message = concatBytes([
    contentKey,
    derive(sodium, null, "wrapBinding", associatedData, recipientKey),
  ]);
  try {
    return sealBox(sodium, message, recipient);
  } finally {
    sodium.memzero(message);
  }
}

/** The content key, or undefined where the wrap is not for this reader and this envelope. */
export function openWrappedKey(
  sodium: Sodium,
  wrappedKey: Uint8Array,
  associatedData: Uint8Array,
  keys: DecryptionKeys,
): Uint8Array | undefined {
  const recipientKey = fromHex(keys.encryptionKey);
  const message = openBox(sodium, wrappedKey, keys);
  if (message?.length !== 2 * CONTENT_KEY_BYTES) return undefined;
  const binding = derive(sodium, null, "wrapBinding", associatedData, recipientKey);
  const isBound = sodium.memcmp(message.subarray(CONTENT_KEY_BYTES), binding);
  const contentKey = message.slice(0, CONTENT_KEY_BYTES);
  sodium.memzero(message);
  if (isBound) return contentKey;
  sodium.memzero(contentKey);
  return undefined;
}
