import type { Sodium } from "./sodium.ts";

/**
 * Every use of a key has a label of its own, so that no derived value can stand in for another. Labels end in
 * NUL, so that none is another's beginning.
 */
const LABELS = {
  envelopeKey: "idOS v1 envelope encryption key\0",
  envelopeCommitment: "idOS v1 envelope key commitment\0",
  wrapBinding: "idOS v1 wrapped key binding\0",
  encryptionPrivateKey: "idOS v1 X25519 private key\0",
  signingSeed: "idOS v1 Ed25519 seed\0",
  passwordSlotKey: "idOS v1 password slot key\0",
  recoverySlotKey: "idOS v1 recovery code slot key\0",
  passkeySlotKey: "idOS v1 passkey slot key\0",
  walletSlotKey: "idOS v1 wallet slot key\0",
  seedSlotKey: "idOS v1 seed slot key\0",
  sealedShareSalt: "idOS v1 sealed share salt\0",
  recoveryChecksum: "idOS v1 recovery code checksum\0",
} as const;

export type Label = keyof typeof LABELS;

/** BLAKE2b-256 (RFC 7693) over label and context, keyed by `key` of 16 to 64 bytes unless it is null. */
export function derive(
  sodium: Sodium,
  key: Uint8Array | null,
  label: Label,
  ...context: readonly Uint8Array[]
): Uint8Array {
  const parts = [new TextEncoder().encode(LABELS[label]), ...context];
  return sodium.crypto_generichash(32, concatBytes(parts), key);
}

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
