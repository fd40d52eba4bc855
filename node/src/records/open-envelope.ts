import { ProblemError, type RecordHeader } from "@idos/protocol";
import type { Parts } from "../access/parts.ts";
import type { RecordReader, StoredRecord } from "../storage/records.ts";

/** An envelope that is to be sent. */
export interface OpenedEnvelope {
  readonly byteCount: number;
  readonly firstChunk: Uint8Array;
  /** The chunks after the first, read as they are asked for; null where the first is all. */
  readonly otherChunks: AsyncIterable<Uint8Array> | null;
  /** To be called when it was sent, or will not be. */
  readonly close: () => void;
}

const ATTEMPTS = 3;

/**
 * The envelope of what `find` finds and allows; it does so again where a write came between. `who`: for whom
 * a long one is counted. Throws OVERLOADED.
 */
export async function openCurrent<Found>(
  parts: Parts,
  who: string,
  find: () => Promise<{ readonly found: Found; readonly stored: StoredRecord }>,
): Promise<{ readonly found: Found; readonly opened: OpenedEnvelope }> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const { found, stored } = await find();
    const opened = await openEnvelope(parts, who, stored);
    if (opened !== undefined) return { found, opened };
  }
  throw new ProblemError("INTERNAL", "A record that is not deleted has no envelope.");
}

/**
 * The envelope of this very version; undefined once another has replaced it. The cache is asked only here, for callers
 * who were authorized for the record.
 */
async function openEnvelope(
  { store, envelopes, downloads }: Parts,
  who: string,
  { header, envelopeBytes: byteCount }: StoredRecord,
): Promise<OpenedEnvelope | undefined> {
  if (header.envelope === null) return undefined;
  const cached = envelopes.get(header.envelope);
  const firstChunk = cached ?? (await store.records.envelopeChunk(header, 0));
  if (firstChunk === undefined) return undefined;
  if (firstChunk.length < byteCount) {
    const otherChunks = chunksAfter(store.records, header, firstChunk.length, byteCount);
    return { byteCount, firstChunk, otherChunks, close: downloads.take(who) };
  }
  if (cached === undefined) envelopes.put(header.envelope, firstChunk);
  return { byteCount, firstChunk, otherChunks: null, close: () => undefined };
}

/** Each is read by itself, so that a slow reader holds no transaction. A version that goes meanwhile ends it. */
async function* chunksAfter(
  records: RecordReader,
  header: RecordHeader,
  firstBytes: number,
  byteCount: number,
): AsyncGenerator<Uint8Array> {
  let sent = firstBytes;
  for (let position = 1; sent < byteCount; position += 1) {
    const chunk = await records.envelopeChunk(header, position);
    if (chunk === undefined) throw new Error("the envelope was replaced or deleted while it was sent");
    sent += chunk.length;
    yield chunk;
  }
}
