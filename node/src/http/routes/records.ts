import {
  bytes32Schema,
  deleteRecordSchema,
  pageQuerySchema,
  PATHS,
  putRecordKeySchema,
  putRecordSchema,
  recordPageSchema,
  storedRecordSchema,
} from "@idos/protocol";
import { z } from "zod";
import { deleteRecord } from "../../records/delete-record.ts";
import { presentRecord, presentRecordPage } from "../../records/present.ts";
import { putRecord } from "../../records/put-record.ts";
import { putRecordKey } from "../../records/put-record-key.ts";
import { listRecords, readEnvelope, readRecord } from "../../records/read-records.ts";
import { requireUploader } from "../../records/require-uploader.ts";
import { stageEnvelope } from "../../records/stage-envelope.ts";
import { envelope, json, noContent } from "../answer-kinds.ts";
import { envelopeBody, jsonBody, noBody } from "../body-kinds.ts";
import { signedIn } from "../endpoint-kinds.ts";
import type { Endpoint } from "../endpoint.ts";
import { noFields } from "../no-fields.ts";
import { OWN_USER } from "../refusal-lists.ts";

const byRecord = { params: z.strictObject({ record: bytes32Schema }), query: noFields } as const;
const one = { ...byRecord, path: PATHS.record(":record") } as const;

const stage = signedIn(
  {
    method: "PUT",
    path: PATHS.stagedEnvelope(":hash"),
    summary: "Uploads an envelope for the record write that will name it",
    params: z.strictObject({ hash: bytes32Schema }),
    query: noFields,
    body: envelopeBody,
    admit: requireUploader,
    answer: noContent,
    refusals: [...OWN_USER, "ENVELOPE_MISMATCH", "ENVELOPE_MALFORMED", "LIMIT_REACHED"],
  },
  (parts, principal, { params, body }) => stageEnvelope(parts, principal, params.hash, body),
);

/** Of a write that replaces a version. */
const SUCCESSION = ["HEADER_INVALID", "VERSION_CONFLICT", "RECORD_DELETED", "RECORD_NOT_FOUND"] as const;

const put = signedIn(
  {
    ...one,
    method: "PUT",
    summary: "Makes an uploaded envelope the record's next version",
    body: jsonBody(putRecordSchema),
    answer: noContent,
    refusals: [
      ...OWN_USER,
      ...SUCCESSION,
      "WRITE_GRANT_INVALID",
      "ENVELOPE_NOT_STAGED",
      "ENVELOPE_MALFORMED",
      "ENVELOPE_MISMATCH",
      "SHARE_INVALID",
      "KEY_BACKUPS_MISSING",
      "LIMIT_REACHED",
    ],
  },
  (parts, principal, { params, body }) => putRecord(parts, principal, params.record, body),
);

const remove = signedIn(
  {
    ...one,
    method: "DELETE",
    summary: "Destroys the record's envelope and keys; its signed header stays",
    body: jsonBody(deleteRecordSchema),
    answer: noContent,
    refusals: [...OWN_USER, ...SUCCESSION],
  },
  (parts, principal, { params, body }) => deleteRecord(parts, principal, params.record, body.header),
);

const list = signedIn(
  {
    method: "GET",
    path: PATHS.records,
    summary: "The caller's own records, deleted ones left out",
    params: noFields,
    query: pageQuerySchema,
    body: noBody,
    answer: json(200, recordPageSchema),
    refusals: OWN_USER,
  },
  async (parts, principal, { query }) => presentRecordPage(await listRecords(parts, principal, query)),
);

const read = signedIn(
  {
    ...one,
    method: "GET",
    summary: "The caller's own record",
    body: noBody,
    answer: json(200, storedRecordSchema),
    refusals: [...OWN_USER, "RECORD_NOT_FOUND"],
  },
  async (parts, principal, { params }) => presentRecord(await readRecord(parts, principal, params.record)),
);

const readBytes = signedIn(
  {
    ...byRecord,
    method: "GET",
    path: PATHS.recordEnvelope(":record"),
    summary: "The envelope of the caller's own record",
    body: noBody,
    answer: envelope,
    refusals: [...OWN_USER, "RECORD_NOT_FOUND", "RECORD_DELETED"],
  },
  async (parts, principal, { params }) => ({
    opened: await readEnvelope(parts, principal, params.record),
    decidedAt: null,
  }),
);

const putKey = signedIn(
  {
    ...byRecord,
    method: "PUT",
    path: PATHS.recordKey(":record"),
    summary: "Replaces the wrapped key with which the caller opens her own record",
    body: jsonBody(putRecordKeySchema),
    answer: noContent,
    refusals: [...OWN_USER, "RECORD_NOT_FOUND", "RECORD_DELETED", "VERSION_CONFLICT"],
  },
  (parts, principal, { params, body }) => putRecordKey(parts, principal, params.record, body),
);

export const recordRoutes: readonly Endpoint[] = [stage, put, remove, list, read, readBytes, putKey];
