import {
  type Bytes32,
  type deleteRecordSchema,
  PATHS,
  type putRecordKeySchema,
  type putRecordSchema,
  type RecordPage,
  recordPageSchema,
  type StoredRecord,
  storedRecordSchema,
} from "@idos/protocol";
import type * as z from "zod";
import type { Send } from "../transport.ts";
import { ask, command } from "./call.ts";

export function recordCalls(send: Send) {
  return {
    stageEnvelope: (hash: Bytes32, bytes: Uint8Array): Promise<void> =>
      command(send, { method: "PUT", path: PATHS.stagedEnvelope(hash), bytes, signed: true }),
    /** Not verified: see `verifyStoredRecord`. */
    records: (cursor?: string): Promise<RecordPage> =>
      ask(send, recordPageSchema, { method: "GET", path: PATHS.records, query: { cursor }, signed: true }),
    /** Not verified: see `verifyStoredRecord`. */
    record: (record: Bytes32): Promise<StoredRecord> =>
      ask(send, storedRecordSchema, { method: "GET", path: PATHS.record(record), signed: true }),
    putRecord: (record: Bytes32, json: z.input<typeof putRecordSchema>): Promise<void> =>
      command(send, { method: "PUT", path: PATHS.record(record), json, signed: true }),
    putRecordKey: (record: Bytes32, json: z.input<typeof putRecordKeySchema>): Promise<void> =>
      command(send, { method: "PUT", path: PATHS.recordKey(record), json, signed: true }),
    deleteRecord: (record: Bytes32, json: z.input<typeof deleteRecordSchema>): Promise<void> =>
      command(send, { method: "DELETE", path: PATHS.record(record), json, signed: true }),
    /** Not verified: see `verifyEnvelope`. */
    recordEnvelope: (record: Bytes32): Promise<Uint8Array> =>
      send({ method: "GET", path: PATHS.recordEnvelope(record), signed: true }),
  };
}
