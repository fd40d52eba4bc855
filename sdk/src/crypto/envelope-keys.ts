import {
  type Bytes32,
  encodeEnvelopeHeader,
  type Envelope,
  type EnvelopeHeader,
  parseEnvelope,
} from "@idos/protocol";
import { decryptionFailed } from "../errors/idos-error.ts";
import { type ChunkOpener, createChunkOpener } from "./chunk-opener.ts";
import { type ChunkSealer, createChunkSealer } from "./chunk-sealer.ts";
import { concatBytes, derive } from "./derive.ts";
import type { DecryptionKeys } from "./key-pair.ts";
import { loadSodium, type Sodium } from "./sodium.ts";
import { openWrappedKey, wrapContentKey } from "./wrapped-key.ts";

/** What a new envelope begins with, and what its plaintext goes through. */
export interface EnvelopeSealing {
  readonly sealer: ChunkSealer;
  /** Header, commitment and stream header: everything before the chunks. */
  readonly start: Uint8Array;
  /** The content key, wrapped for each recipient in their order; 112 bytes each. */
  readonly wrappedKeys: readonly Uint8Array[];
}

/** Draws a content key, wraps it, and forgets it: the sealer has what it needs. Throws ARGUMENT_INVALID. */
export async function beginSealing(
  header: EnvelopeHeader,
  recipients: readonly Bytes32[],
): Promise<EnvelopeSealing> {
  const sodium = await loadSodium();
  const contentKey = sodium.randombytes_buf(32);
  try {
    const headerBytes = encodeEnvelopeHeader(header);
    const associatedData = concatBytes([headerBytes, commitmentTo(sodium, contentKey, headerBytes)]);
    const wrappedKeys = recipients.map((recipient) =>
      wrapContentKey(sodium, contentKey, associatedData, recipient),
    );
    const sealer = underEnvelopeKey(sodium, contentKey, (key) =>
      createChunkSealer(sodium, key, associatedData),
    );
    return { sealer, start: concatBytes([associatedData, sealer.header]), wrappedKeys };
  } finally {
    sodium.memzero(contentKey);
  }
}

export interface EnvelopeOpening {
  readonly header: EnvelopeHeader;
  readonly opener: ChunkOpener;
  /** What of `beginning` is behind the stream header. */
  readonly chunks: Uint8Array;
}

/** `beginning` is an envelope or its first 320 bytes. Throws DECRYPTION_FAILED. */
export async function beginOpening(
  beginning: Uint8Array,
  wrappedKey: Uint8Array,
  keys: DecryptionKeys,
): Promise<EnvelopeOpening> {
  return withContentKey(beginning, wrappedKey, keys, (sodium, contentKey, envelope) => {
    const { header, associatedData, ciphertext } = envelope;
    const streamHeader = ciphertext.subarray(0, STREAM_HEADER_BYTES);
    const opener = underEnvelopeKey(sodium, contentKey, (key) =>
      createChunkOpener(sodium, key, associatedData, streamHeader),
    );
    return { header, opener, chunks: ciphertext.subarray(STREAM_HEADER_BYTES) };
  });
}

const STREAM_HEADER_BYTES = 24;

/** Wraps an envelope's content key for one more recipient: how a record is shared without encrypting it again. */
export function rewrapKey(
  bytes: Uint8Array,
  wrappedKey: Uint8Array,
  keys: DecryptionKeys,
  recipient: Bytes32,
): Promise<Uint8Array> {
  return withContentKey(bytes, wrappedKey, keys, (sodium, contentKey, { associatedData }) =>
    wrapContentKey(sodium, contentKey, associatedData, recipient),
  );
}

async function withContentKey<Result>(
  bytes: Uint8Array,
  wrappedKey: Uint8Array,
  keys: DecryptionKeys,
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
