import { type Bytes32, headerHash } from "@idos/protocol";
import { authorize } from "../access/authorize.ts";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import { requireAllowed } from "../access/refuse.ts";
import { checkHeader, invalid } from "./check-header.ts";
import { checkSuccession } from "./check-succession.ts";
import { requireWritten } from "./written.ts";

/** Destroys the record's envelope and keys; the header that says so stays. Sent again, it succeeds again. */
export async function deleteRecord(
  { store, envelopes, nowSeconds }: Parts,
  principal: Principal,
  record: Bytes32,
  headerJws: string,
): Promise<void> {
  const current = await store.records.record(record);
  const resource = { kind: "record", ownerId: current?.header.owner ?? null } as const;
  requireAllowed(authorize(principal, "delete", resource, null, nowSeconds()));
  const expected = { principal, record, deleted: true, nowSeconds: nowSeconds() };
  const header = await checkHeader(headerJws, expected);
  if (header.writeGrant !== undefined) throw invalid("An owner needs no write grant.");
  if (current !== undefined && headerHash(current.headerJws) === headerHash(headerJws)) return;
  checkSuccession(header, current);
  const version = { header, headerJws, delegation: principal.delegation };
  requireWritten(await store.records.deleteRecord(version), header);
  envelopes.forget(current?.header.envelope);
}
