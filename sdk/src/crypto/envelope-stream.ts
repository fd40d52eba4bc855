import { type Bytes32, type EnvelopeHeader, LIMITS } from "@idos/protocol";
import { decryptionFailed } from "../errors/idos-error.ts";
import { concatBytes } from "./derive.ts";
import { checkPlaintextLength } from "./envelope.ts";
import { beginOpening, beginSealing } from "./envelope-keys.ts";
import type { DecryptionKeys } from "./key-pair.ts";

/**
 * As `sealEnvelope`, for a plaintext that need not be in memory: the envelope goes to `target` in chunks of
 * 64 KiB, and `target` is closed. Resolves with the wrapped keys. Whatever fails aborts `target`.
 */
export async function sealEnvelopeTo(
  target: WritableStream<Uint8Array>,
  header: EnvelopeHeader,
  plaintext: ReadableStream<Uint8Array>,
  recipients: readonly Bytes32[],
): Promise<readonly Uint8Array[]> {
  return intoTarget(target, plaintext, async (write, reader) => {
    const { sealer, start, wrappedKeys } = await beginSealing(header, recipients);
    try {
      await write(start);
      let bytes = 0;
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        bytes += piece.value.length;
        checkPlaintextLength(bytes);
        for (const chunk of sealer.push(piece.value)) await write(chunk);
      }
      await write(sealer.end());
      return wrappedKeys;
    } finally {
      sealer.release();
    }
  });
}

/**
 * As `openEnvelope`, for an envelope that need not be in memory. Each chunk that `target` gets is as it was
 * sealed, but whether all of them are there is known with the last: `target` is closed then, and aborted in
 * every other case. It MUST NOT let anybody use what it holds before it is closed, as the writable of a file
 * in a browser does not. So there is no readable stream of plaintext, which would be read as it comes.
 * Throws DECRYPTION_FAILED, always the same, if anything is not as sealed, and what `target` throws.
 */
export async function openEnvelopeTo(
  target: WritableStream<Uint8Array>,
  envelope: ReadableStream<Uint8Array>,
  wrappedKey: Uint8Array,
  keys: DecryptionKeys,
): Promise<EnvelopeHeader> {
  return intoTarget(target, envelope, async (write, reader) => {
    const beginning = await readBeginning(reader);
    let bytes = beginning.length;
    const { header, opener, chunks } = await beginOpening(beginning, wrappedKey, keys);
    try {
      for (const part of opener.push(chunks)) await write(part);
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        bytes += piece.value.length;
        if (bytes > LIMITS.envelopeBytesMax) throw decryptionFailed();
        for (const part of opener.push(piece.value)) await write(part);
      }
      await write(opener.end());
      return header;
    } finally {
      opener.release();
    }
  });
}

/** More than stands before the chunks of any envelope, and less than the shortest envelope has. */
const BEGINNING_BYTES = 320;

async function readBeginning(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for (let bytes = 0; bytes < BEGINNING_BYTES;) {
    const piece = await reader.read();
    if (piece.done) break;
    pieces.push(piece.value);
    bytes += piece.value.length;
  }
  return concatBytes(pieces);
}

/** Closes the target where the work succeeds; else aborts it, and stops the source. */
async function intoTarget<Result>(
  target: WritableStream<Uint8Array>,
  source: ReadableStream<Uint8Array>,
  work: (
    write: (chunk: Uint8Array) => Promise<void>,
    reader: ReadableStreamDefaultReader<Uint8Array>,
  ) => Promise<Result>,
): Promise<Result> {
  const [writer, reader] = [target.getWriter(), source.getReader()];
  try {
    const result = await work((chunk) => writer.write(chunk), reader);
    await writer.close();
    return result;
  } catch (error) {
    await Promise.allSettled([writer.abort(error), reader.cancel(error)]);
    throw error;
  } finally {
    writer.releaseLock();
    reader.releaseLock();
  }
}
