/** What a vault needs besides the public surface. */
import { openEnvelope } from "./crypto/envelope.ts";
import type { UserKeys } from "./crypto/key-pair.ts";

/** Of a user's keys those that open envelopes; they sign nothing. */
export type DecryptionKeys = Pick<UserKeys, "encryptionKey" | "encryptionPrivateKey">;

/** Opens an envelope of the user's own, for a page that shows it. Throws DECRYPTION_FAILED. */
export function openForDisplay(
  envelope: Uint8Array,
  wrappedKey: Uint8Array,
  keys: DecryptionKeys,
): ReturnType<typeof openEnvelope> {
  // Opening takes no signing key, and none is there to be taken.
  const signing = { signingKey: keys.encryptionKey, signingPrivateKey: new Uint8Array() };
  return openEnvelope(envelope, wrappedKey, { ...keys, ...signing });
}
