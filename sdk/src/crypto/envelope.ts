import { type Bytes32, type EnvelopeHeader, LIMITS } from "@idos/protocol";
import { decryptionFailed, IdosError } from "../errors/idos-error.ts";
import { CHUNK_BYTES } from "./chunk-sealer.ts";
import { concatBytes } from "./derive.ts";
import { beginOpening, beginSealing } from "./envelope-keys.ts";
import type { DecryptionKeys } from "./key-pair.ts";

export interface SealedEnvelope {
  /** The envelope in the format of `parseEnvelope`. */
  readonly bytes: Uint8Array;
  /** The content key, wrapped for each recipient in their order; 112 bytes each. */
  readonly wrappedKeys: readonly Uint8Array[];
}

/** The most that fits one envelope: 255 buckets of 64 KiB, less the padding's marker. */
export const PLAINTEXT_BYTES_MAX = LIMITS.envelopeBytesMax - CHUNK_BYTES - 1;

export function checkPlaintextLength(bytes: number): void {
  if (bytes <= PLAINTEXT_BYTES_MAX) return;
  const values = { bytes, bytesMax: PLAINTEXT_BYTES_MAX };
  throw new IdosError("CONTENT_TOO_LARGE", "The content does not fit one envelope", values);
}

/**
 * Encrypts under a fresh content key, which is wrapped for each recipient (X25519 public keys) and forgotten.
 * Throws CONTENT_TOO_LARGE beyond `PLAINTEXT_BYTES_MAX`, ARGUMENT_INVALID for a key of small order.
 */
export async function sealEnvelope(
  header: EnvelopeHeader,
  plaintext: Uint8Array,
  recipients: readonly Bytes32[],
): Promise<SealedEnvelope> {
  checkPlaintextLength(plaintext.length);
  const { sealer, start, wrappedKeys } = await beginSealing(header, recipients);
  try {
    return { bytes: concatBytes([start, ...sealer.push(plaintext), sealer.end()]), wrappedKeys };
  } finally {
    sealer.release();
  }
}

/** Opens what was sealed for these keys; throws DECRYPTION_FAILED, always the same, if anything is not as sealed. */
export async function openEnvelope(
  bytes: Uint8Array,
  wrappedKey: Uint8Array,
  keys: DecryptionKeys,
): Promise<{ header: EnvelopeHeader; plaintext: Uint8Array }> {
  if (bytes.length > LIMITS.envelopeBytesMax) throw decryptionFailed();
  const { header, opener, chunks } = await beginOpening(bytes, wrappedKey, keys);
  const parts: Uint8Array[] = [];
  try {
    for (const part of opener.push(chunks)) parts.push(part);
    parts.push(opener.end());
    return { header, plaintext: concatBytes(parts) };
  } finally {
    for (const part of parts) part.fill(0);
    opener.release();
  }
}
