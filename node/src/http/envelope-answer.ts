import { Readable } from "node:stream";
import type { OpenedEnvelope } from "../records/open-envelope.ts";
import { ENVELOPE_CHUNK_BYTES } from "../storage/envelope-chunks.ts";

/** How long a reader may take over one chunk, in milliseconds: less than 9 KB a second is no transfer. */
const CHUNK_PATIENCE_MS = 30_000;

/** The envelope's bytes: as they are where they are one chunk, else as a stream that holds no more than two. */
export function envelopeBody(opened: OpenedEnvelope, patienceMs = CHUNK_PATIENCE_MS): Buffer | Readable {
  const { firstChunk, otherChunks, close } = opened;
  if (otherChunks === null) {
    const { buffer, byteOffset, byteLength } = firstChunk;
    return Buffer.from(buffer, byteOffset, byteLength);
  }
  const timed = impatient(all(firstChunk, otherChunks), patienceMs, () =>
    stream.destroy(new Error("the reader of an envelope does not take it")),
  );
  const stream = Readable.from(timed, { objectMode: false, highWaterMark: ENVELOPE_CHUNK_BYTES });
  stream.once("close", close);
  return stream;
}

async function* all(first: Uint8Array, others: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* others;
}

/** The same chunks; `onStall` where the next is not asked for in time. */
async function* impatient(
  chunks: AsyncIterable<Uint8Array>,
  patienceMs: number,
  onStall: () => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    const timer = setTimeout(onStall, patienceMs);
    try {
      yield chunk;
    } finally {
      clearTimeout(timer);
    }
  }
}
