import { bytes32Schema, deleteRecordSchema, pageQuerySchema, PATHS, putRecordSchema } from "@idos/protocol";
import { z } from "zod";
import type { Parts } from "../../access/parts.ts";
import type { Principal } from "../../access/principal.ts";
import { deleteRecord } from "../../records/delete-record.ts";
import { presentRecordPage, presentRecord } from "../../records/present.ts";
import { putRecord } from "../../records/put-record.ts";
import { listRecords, readEnvelope, readRecord } from "../../records/read-records.ts";
import { requireUploader } from "../../records/require-uploader.ts";
import { stageEnvelope } from "../../records/stage-envelope.ts";
import { envelopeBody, jsonBody, noBody } from "../body-kinds.ts";
import { type Endpoint, signedIn } from "../endpoint.ts";
import { noFields } from "../no-fields.ts";
import { done } from "../reply.ts";

export function recordRoutes(parts: Parts): readonly Endpoint[] {
  return [...writes(parts), ...reads(parts)];
}

const byRecord = { params: z.strictObject({ record: bytes32Schema }), query: noFields } as const;

function writes(parts: Parts): readonly Endpoint[] {
  const byHash = { params: z.strictObject({ hash: bytes32Schema }), query: noFields } as const;
  const stage = {
    ...byHash,
    method: "PUT",
    path: PATHS.stagedEnvelope(":hash"),
    body: envelopeBody,
    admit: (principal: Principal): void => requireUploader(parts, principal),
  } as const;
  const path = PATHS.record(":record");
  const put = { ...byRecord, method: "PUT", path, body: jsonBody(putRecordSchema) } as const;
  const remove = { ...byRecord, method: "DELETE", path, body: jsonBody(deleteRecordSchema) } as const;
  return [
    signedIn(parts, stage, async ({ params, body }, principal) => {
      await stageEnvelope(parts, principal, params.hash, body);
      return done;
    }),
    signedIn(parts, put, async ({ params, body }, principal) => {
      await putRecord(parts, principal, params.record, body);
      return done;
    }),
    signedIn(parts, remove, async ({ params, body }, principal) => {
      await deleteRecord(parts, principal, params.record, body.header);
      return done;
    }),
  ];
}

function reads(parts: Parts): readonly Endpoint[] {
  const get = { method: "GET", body: noBody } as const;
  const list = { ...get, path: PATHS.records, params: noFields, query: pageQuerySchema } as const;
  const envelope = { ...get, ...byRecord, path: PATHS.recordEnvelope(":record") } as const;
  return [
    signedIn(parts, list, async ({ query }, principal) => ({
      status: 200,
      json: presentRecordPage(await listRecords(parts, principal, query)),
    })),
    signedIn(
      parts,
      { ...get, ...byRecord, path: PATHS.record(":record") },
      async ({ params }, principal) => ({
        status: 200,
        json: presentRecord(await readRecord(parts, principal, params.record)),
      }),
    ),
    signedIn(parts, envelope, async ({ params }, principal) => ({
      status: 200,
      bytes: await readEnvelope(parts, principal, params.record),
      decidedAt: null,
    })),
  ];
}
