import { createHash } from "node:crypto";
import { type Bytes32, type ExportDataLine, LIMITS, toBase64url } from "@idos/protocol";
import { presentRecord } from "../records/present.ts";
import type { RecordReader } from "../storage/records.ts";

/** So that a writer who is faster than a reader cannot keep an export from its end for ever. */
const ATTEMPTS_MAX = 5;

/**
 * A record's line and its envelope's. Where another version comes in between, the record begins anew: its line takes
 * back what was said of it before.
 */
export async function* exportedRecord(records: RecordReader, id: Bytes32): AsyncGenerator<ExportDataLine> {
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const stored = await records.record(id);
    if (stored === undefined) return;
    yield { type: "record", record: presentRecord(stored) };
    if (stored.header.deleted) return;
    const hash = createHash("sha256");
    let offset = 0;
    for await (const bytes of envelopeParts(records, id)) {
      hash.update(bytes);
      yield { type: "envelope", record: id, offset, bytes: toBase64url(bytes) };
      offset += bytes.length;
    }
    if (`0x${hash.digest("hex")}` === stored.header.envelope) return;
  }
  throw new Error("a record changed each time that its envelope was read");
}

async function* envelopeParts(records: RecordReader, id: Bytes32): AsyncGenerator<Uint8Array> {
  const bytes = (await records.envelope(id)) ?? new Uint8Array();
  for (let from = 0; from < bytes.length; from += LIMITS.exportChunkBytesMax)
    yield bytes.subarray(from, from + LIMITS.exportChunkBytesMax);
}
