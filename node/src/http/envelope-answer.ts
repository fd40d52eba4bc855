import type { Readable } from "node:stream";
import type { OpenedEnvelope } from "../records/open-envelope.ts";
import { ENVELOPE_CHUNK_BYTES } from "../storage/envelope-chunks.ts";
import { impatientStream } from "./impatient-stream.ts";

/** The envelope's bytes: as they are where they are one chunk, else as a stream that holds no more than two. */
export function envelopeBody(opened: OpenedEnvelope, patienceMs?: number): Buffer | Readable {
  const { firstChunk, otherChunks, close } = opened;
  if (otherChunks === null) {
    const { buffer, byteOffset, byteLength } = firstChunk;
    return Buffer.from(buffer, byteOffset, byteLength);
  }
  const options = { objectMode: false, highWaterMark: ENVELOPE_CHUNK_BYTES };
  return impatientStream(all(firstChunk, otherChunks), close, options, patienceMs);
}

async function* all(first: Uint8Array, others: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* others;
}
