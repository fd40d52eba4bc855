import { type Bytes32, ProblemError } from "@idos/protocol";
import { authorize } from "../access/authorize.ts";
import { requireOwnUser } from "../access/own-user.ts";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import { refusal, requireAllowed } from "../access/refuse.ts";
import type { Page, PageRequest, StoredRecord } from "../storage/records.ts";
import { recordDeleted } from "./check-succession.ts";

/** The caller's own record, the header of a deleted one included. */
export async function readRecord(
  { store, nowSeconds }: Parts,
  principal: Principal,
  record: Bytes32,
): Promise<StoredRecord> {
  const stored = await store.records.record(record);
  const resource = { kind: "record", ownerId: stored?.header.owner ?? null } as const;
  requireAllowed(authorize(principal, "read", resource, null, nowSeconds()));
  if (stored === undefined) throw refusal("RECORD_NOT_FOUND");
  return stored;
}

export async function listRecords(
  { store }: Parts,
  principal: Principal,
  page: PageRequest,
): Promise<Page<StoredRecord>> {
  return store.records.recordsOf(requireOwnUser(principal, "read"), page);
}

/** The envelope of the caller's own record. */
export async function readEnvelope(parts: Parts, principal: Principal, record: Bytes32): Promise<Uint8Array> {
  const { header } = await readRecord(parts, principal, record);
  if (header.deleted) throw recordDeleted();
  return envelopeOf(parts, record);
}

/** The bytes of a record that was not deleted a moment ago; only for callers who were authorized for it. */
export async function envelopeOf({ store }: Parts, record: Bytes32): Promise<Uint8Array> {
  const bytes = await store.records.envelope(record);
  if (bytes !== undefined) return bytes;
  const now = await store.records.record(record);
  if (now === undefined) throw refusal("RECORD_NOT_FOUND");
  if (now.header.deleted) throw recordDeleted();
  throw new ProblemError("INTERNAL", "A record that is not deleted has no envelope.");
}
