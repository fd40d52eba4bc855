import { concatBytes } from "./derive.ts";
import { releaseStream, type Sodium } from "./sodium.ts";

const CHUNK_BYTES = 64 * 1024;
const TAG_BYTES = 17;
const STREAM_HEADER_BYTES = 24;

/**
 * secretstream XChaCha20-Poly1305: its 24-byte header, then chunks of 64 KiB and a tag of 17 bytes each, the
 * last marked final. `associatedData` is bound to the first chunk, and the stream's state binds each later
 * chunk to all before it. A key serves one stream.
 */
export function encryptChunks(
  sodium: Sodium,
  key: Uint8Array,
  associatedData: Uint8Array,
  plaintext: Uint8Array,
): Uint8Array {
  const { state, header } = sodium.crypto_secretstream_xchacha20poly1305_init_push(key);
  const parts = [header];
  for (let start = 0; start === 0 || start < plaintext.length; start += CHUNK_BYTES) {
    const isLast = start + CHUNK_BYTES >= plaintext.length;
    const tag = isLast
      ? sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
      : sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
    const chunk = plaintext.subarray(start, start + CHUNK_BYTES);
    const bound = start === 0 ? associatedData : null;
    parts.push(sodium.crypto_secretstream_xchacha20poly1305_push(state, chunk, bound, tag));
  }
  releaseStream(sodium, state);
  return concatBytes(parts);
}

/** The plaintext, or undefined unless every byte is in its place and the last chunk is the final one. */
export function decryptChunks(
  sodium: Sodium,
  key: Uint8Array,
  associatedData: Uint8Array,
  ciphertext: Uint8Array,
): Uint8Array | undefined {
  const header = ciphertext.subarray(0, STREAM_HEADER_BYTES);
  const chunks = ciphertext.subarray(STREAM_HEADER_BYTES);
  const state = sodium.crypto_secretstream_xchacha20poly1305_init_pull(header, key);
  try {
    const parts: Uint8Array[] = [];
    for (let start = 0; start < chunks.length; start += CHUNK_BYTES + TAG_BYTES) {
      const chunk = chunks.subarray(start, start + CHUNK_BYTES + TAG_BYTES);
      const isLast = start + CHUNK_BYTES + TAG_BYTES >= chunks.length;
      const bound = start === 0 ? associatedData : null;
      const opened = sodium.crypto_secretstream_xchacha20poly1305_pull(state, chunk, bound);
      const tag = isLast
        ? sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
        : sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
      if (opened === false || opened.tag !== tag) return undefined;
      parts.push(opened.message);
    }
    return parts.length === 0 ? undefined : concatBytes(parts);
  } finally {
    releaseStream(sodium, state);
  }
}
