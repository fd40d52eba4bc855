import {
  type Bytes32,
  encodeEnvelopeHeader,
  type Envelope,
  type EnvelopeHeader,
  LIMITS,
  parseEnvelope,
} from "@idos/protocol";
import { decryptionFailed, IdosError } from "../errors/idos-error.ts";
import { decryptChunks, encryptChunks } from "./chunk-stream.ts";
import { concatBytes, derive } from "./derive.ts";
import type { UserKeys } from "./key-pair.ts";
import { pad, unpad } from "./padding.ts";
import { loadSodium, type Sodium } from "./sodium.ts";
import { openWrappedKey, wrapContentKey } from "./wrapped-key.ts";

export interface SealedEnvelope {
  /** The envelope in the format of `parseEnvelope`. */
  readonly bytes: Uint8Array;
  /** The content key, wrapped for each recipient in their order; 112 bytes each. */
  readonly wrappedKeys: readonly Uint8Array[];
}

/** The most that fits one envelope: 255 buckets of 64 KiB, less the padding's marker. */
export const PLAINTEXT_BYTES_MAX = LIMITS.envelopeBytesMax - 64 * 1024 - 1;

/**
 * Encrypts under a fresh content key, which is wrapped for each recipient (X25519 public keys) and forgotten.
 * Throws CONTENT_TOO_LARGE beyond `PLAINTEXT_BYTES_MAX`, ARGUMENT_INVALID for a key of small order.
 */
export async function sealEnvelope(
  header: EnvelopeHeader,
  plaintext: Uint8Array,
  recipients: readonly Bytes32[],
): Promise<SealedEnvelope> {
  if (plaintext.length > PLAINTEXT_BYTES_MAX) {
    const values = { bytes: plaintext.length, bytesMax: PLAINTEXT_BYTES_MAX };
    throw new IdosError("CONTENT_TOO_LARGE", "The content does not fit one envelope", values);
  }
  const sodium = await loadSodium();
  const contentKey = sodium.randombytes_buf(32);
  const padded = pad(plaintext);
  try {
    const headerBytes = encodeEnvelopeHeader(header);
    const associatedData = concatBytes([headerBytes, commitmentTo(sodium, contentKey, headerBytes)]);
    const ciphertext = underEnvelopeKey(sodium, contentKey, (key) =>
      encryptChunks(sodium, key, associatedData, padded),
    );
    return {
      bytes: concatBytes([associatedData, ciphertext]),
      wrappedKeys: recipients.map((recipient) =>
        wrapContentKey(sodium, contentKey, associatedData, recipient),
      ),
    };
  } finally {
    sodium.memzero(contentKey);
    sodium.memzero(padded);
  }
}

/** Opens what was sealed for these keys; throws DECRYPTION_FAILED, always the same, if anything is not as sealed. */
export async function openEnvelope(
  bytes: Uint8Array,
  wrappedKey: Uint8Array,
  keys: UserKeys,
): Promise<{ header: EnvelopeHeader; plaintext: Uint8Array }> {
  return withContentKey(bytes, wrappedKey, keys, (sodium, contentKey, envelope) => {
    const padded = underEnvelopeKey(sodium, contentKey, (key) =>
      decryptChunks(sodium, key, envelope.associatedData, envelope.ciphertext),
    );
    const plaintext = padded && unpad(padded)?.slice();
    if (padded !== undefined) sodium.memzero(padded);
    if (plaintext === undefined) throw decryptionFailed();
    return { header: envelope.header, plaintext };
  });
}

/** Wraps an envelope's content key for one more recipient: how a record is shared without encrypting it again. */
export function rewrapKey(
  bytes: Uint8Array,
  wrappedKey: Uint8Array,
  keys: UserKeys,
  recipient: Bytes32,
): Promise<Uint8Array> {
  return withContentKey(bytes, wrappedKey, keys, (sodium, contentKey, { associatedData }) =>
    wrapContentKey(sodium, contentKey, associatedData, recipient),
  );
}

async function withContentKey<Result>(
  bytes: Uint8Array,
  wrappedKey: Uint8Array,
  keys: UserKeys,
  use: (sodium: Sodium, contentKey: Uint8Array, envelope: Envelope) => Result,
): Promise<Result> {
  const envelope = parseEnvelope(bytes);
  if ("fault" in envelope) throw decryptionFailed();
  const sodium = await loadSodium();
  const contentKey = openWrappedKey(sodium, wrappedKey, envelope.associatedData, keys);
  if (contentKey === undefined) throw decryptionFailed();
  try {
    // XChaCha20-Poly1305 commits to no key: unchecked, one ciphertext could open differently for two readers.
    const headerBytes = envelope.associatedData.subarray(0, -envelope.commitment.length);
    const committed = commitmentTo(sodium, contentKey, headerBytes);
    if (!sodium.memcmp(committed, envelope.commitment)) throw decryptionFailed();
    return use(sodium, contentKey, envelope);
  } finally {
    sodium.memzero(contentKey);
  }
}

function commitmentTo(sodium: Sodium, contentKey: Uint8Array, headerBytes: Uint8Array): Uint8Array {
  return derive(sodium, contentKey, "envelopeCommitment", headerBytes);
}

function underEnvelopeKey<Result>(
  sodium: Sodium,
  contentKey: Uint8Array,
  use: (key: Uint8Array) => Result,
): Result {
  const key = derive(sodium, contentKey, "envelopeKey");
  try {
    return use(key);
  } finally {
    sodium.memzero(key);
  }
}
