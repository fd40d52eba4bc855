import { decryptionFailed } from "../errors/idos-error.ts";
import { CHUNK_BYTES } from "./chunk-sealer.ts";
import { unpadEnd } from "./padding.ts";
import { rechunk } from "./rechunk.ts";
import { releaseStream, type Sodium } from "./sodium.ts";

const TAG_BYTES = 17;

/** Opens what `createChunkSealer` seals, as it comes in pieces. Its holder calls each plaintext its own. */
export interface ChunkOpener {
  /**
   * The plaintext of the chunks that this piece completes, opened as it is asked for. Each is as it was sealed
   * and where it was sealed, but only `end` tells that none is missing. Throws DECRYPTION_FAILED.
   */
  push(piece: Uint8Array): Iterable<Uint8Array>;
  /** The last of the plaintext. Throws DECRYPTION_FAILED unless the final chunk was there, and nothing after it. */
  end(): Uint8Array;
  /** Wipes the key's state and what is held. Needed after `end` as well as in place of it. */
  release(): void;
}

/** `header` is the secretstream's own, 24 bytes. */
export function createChunkOpener(
  sodium: Sodium,
  key: Uint8Array,
  associatedData: Uint8Array,
  header: Uint8Array,
): ChunkOpener {
  const state = sodium.crypto_secretstream_xchacha20poly1305_init_pull(header, key);
  const chunks = rechunk(CHUNK_BYTES + TAG_BYTES);
  let bytesBefore = 0;
  let final: Uint8Array | undefined;

  /** A chunk's plaintext; undefined for the final one, whose padding only `end` may take away. */
  const open = (chunk: Uint8Array): Uint8Array | undefined => {
    // The wrappers throw on a chunk that is too short for its tag, with an error of their own.
    if (final !== undefined || chunk.length < TAG_BYTES) throw decryptionFailed();
    const bound = bytesBefore === 0 ? associatedData : null;
    const opened = sodium.crypto_secretstream_xchacha20poly1305_pull(state, chunk, bound);
    if (opened === false) throw decryptionFailed();
    const { message, tag } = opened;
    if (tag === sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
      final = message;
      return undefined;
    }
    const isWhole = message.length === CHUNK_BYTES;
    if (tag !== sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE || !isWhole) {
      sodium.memzero(message);
      throw decryptionFailed();
    }
    bytesBefore += CHUNK_BYTES;
    return message;
  };

  return {
    *push(piece) {
      for (const chunk of chunks.push(piece)) {
        const message = open(chunk);
        if (message !== undefined) yield message;
      }
    },
    end() {
      const rest = chunks.rest();
      if (rest.length > 0) open(rest);
      const end = final && unpadEnd(final, bytesBefore);
      if (end === undefined) throw decryptionFailed();
      return end.slice();
    },
    release() {
      chunks.wipe();
      if (final !== undefined) sodium.memzero(final);
      releaseStream(sodium, state);
    },
  };
}
