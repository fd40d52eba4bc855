import { type Bytes32, type ExportDataLine, toBase64url } from "@idos/protocol";
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
    let offset = 0;
    for (let position = 0; offset < stored.envelopeBytes; position += 1) {
      const bytes = await records.envelopeChunk(stored.header, position);
      if (bytes === undefined) break;
      yield { type: "envelope", record: id, offset, bytes: toBase64url(bytes) };
      offset += bytes.length;
    }
    if (offset === stored.envelopeBytes) return;
  }
  throw new Error("a record changed each time that its envelope was read");
}
