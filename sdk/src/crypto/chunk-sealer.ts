import { padEnd } from "./padding.ts";
import { rechunk } from "./rechunk.ts";
import { releaseStream, type Sodium } from "./sodium.ts";

/** Of plaintext; the padding's larger buckets are multiples of it. */
export const CHUNK_BYTES = 64 * 1024;

/** Seals a plaintext that comes in pieces, and holds less than one chunk of it. */
export interface ChunkSealer {
  /** The secretstream's header, 24 bytes: it stands before the chunks. */
  readonly header: Uint8Array;
  /** The chunks that this piece completes, sealed as they are asked for. */
  push(piece: Uint8Array): Iterable<Uint8Array>;
  /** The padded end, sealed as the final chunk. */
  end(): Uint8Array;
  /** Wipes the key's state and what is held. Needed after `end` as well as in place of it. */
  release(): void;
}

/**
 * secretstream XChaCha20-Poly1305: chunks of 64 KiB and a tag of 17 bytes each, the last marked final.
 * `associatedData` is bound to the first chunk, and the stream's state binds each later chunk to all before
 * it. A key serves one stream.
 */
export function createChunkSealer(sodium: Sodium, key: Uint8Array, associatedData: Uint8Array): ChunkSealer {
  const { state, header } = sodium.crypto_secretstream_xchacha20poly1305_init_push(key);
  const chunks = rechunk(CHUNK_BYTES);
  let bytesBefore = 0;
  const seal = (chunk: Uint8Array, tag: number): Uint8Array => {
    const bound = bytesBefore === 0 ? associatedData : null;
    return sodium.crypto_secretstream_xchacha20poly1305_push(state, chunk, bound, tag);
  };
  return {
    header,
    *push(piece) {
      for (const chunk of chunks.push(piece)) {
        const sealed = seal(chunk, sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
        bytesBefore += CHUNK_BYTES;
        yield sealed;
      }
    },
    end() {
      const padded = padEnd(chunks.rest(), bytesBefore);
      try {
        return seal(padded, sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL);
      } finally {
        sodium.memzero(padded);
      }
    },
    release() {
      chunks.wipe();
      releaseStream(sodium, state);
    },
  };
}
