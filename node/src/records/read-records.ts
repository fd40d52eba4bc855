import type { Bytes32 } from "@idos/protocol";
import { authorize } from "../access/authorize.ts";
import { requireOwnUser } from "../access/own-user.ts";
import type { Parts } from "../access/parts.ts";
import { type Principal, whoOf } from "../access/principal.ts";
import { refusal, requireAllowed } from "../access/refuse.ts";
import type { Page, PageRequest, StoredRecord } from "../storage/records.ts";
import { recordDeleted } from "./check-succession.ts";
import { openCurrent, type OpenedEnvelope } from "./open-envelope.ts";

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
export async function readEnvelope(
  parts: Parts,
  principal: Principal,
  record: Bytes32,
): Promise<OpenedEnvelope> {
  const { opened } = await openCurrent(parts, whoOf(principal), async () => {
    const stored = await readRecord(parts, principal, record);
    if (stored.header.deleted) throw recordDeleted();
    return { found: stored, stored };
  });
  return opened;
}
