import { type Bytes32, fromHex } from "@idos/protocol";
import { IdosError } from "../errors/idos-error.ts";
import type { DecryptionKeys } from "./key-pair.ts";
import type { Sodium } from "./sodium.ts";

/** crypto_box_seal: 48 bytes more than the message, and nothing in it tells for whom it is. Throws ARGUMENT_INVALID. */
export function sealBox(sodium: Sodium, message: Uint8Array, recipient: Bytes32): Uint8Array {
  try {
    return sodium.crypto_box_seal(message, fromHex(recipient));
  } catch (cause) {
    // libsodium refuses a point of small order, under which anybody could open the box.
    const values = { argument: "recipient", recipient };
    throw new IdosError("ARGUMENT_INVALID", "The recipient's key is not a usable X25519 key", values, {
      cause,
    });
  }
}

/** The message, or undefined where the box is not for this reader. */
export function openBox(sodium: Sodium, box: Uint8Array, keys: DecryptionKeys): Uint8Array | undefined {
  try {
    return sodium.crypto_box_seal_open(box, fromHex(keys.encryptionKey), keys.encryptionPrivateKey);
  } catch {
    return undefined;
  }
}
