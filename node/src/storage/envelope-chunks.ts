/** Envelopes are stored and served in chunks of this size, the last one aside: what one transfer holds in memory. */
export const ENVELOPE_CHUNK_BYTES = 256 * 1024;
/** How many of them one process writes, and reads beyond the first of an envelope, at the same time. */
export const CHUNKS_AT_ONCE_MAX = 4;

/** The same bytes in chunks of the stored size, however they come. */
export async function* inChunks(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let chunk = new Uint8Array(ENVELOPE_CHUNK_BYTES);
  let filled = 0;
  for await (const part of bytes) {
    for (let from = 0; from < part.length;) {
      const piece = part.subarray(from, from + ENVELOPE_CHUNK_BYTES - filled);
      chunk.set(piece, filled);
      filled += piece.length;
      from += piece.length;
      if (filled < ENVELOPE_CHUNK_BYTES) continue;
      yield chunk;
      chunk = new Uint8Array(ENVELOPE_CHUNK_BYTES);
      filled = 0;
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}
