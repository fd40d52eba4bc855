import type { Bytes32, DecidedAt } from "@idos/protocol";
import type { Parts } from "../access/parts.ts";
import { type Principal, whoOf } from "../access/principal.ts";
import { refusal } from "../access/refuse.ts";
import { logRead } from "../receipts/log-read.ts";
import { recordDeleted } from "../records/check-succession.ts";
import { openCurrent, type OpenedEnvelope } from "../records/open-envelope.ts";
import type { StoredRecord } from "../storage/records.ts";
import { readableShare, type ReadableShare, type ShareRead } from "./readable-share.ts";

/** The envelope of a record that the share still holds a key for; a grantee's read is logged before it is answered. */
export async function readSharedEnvelope(
  parts: Parts,
  principal: Principal,
  { record, ...read }: ShareRead & { readonly record: Bytes32 },
): Promise<{ opened: OpenedEnvelope; decidedAt: DecidedAt | null }> {
  const { opened, found } = await openCurrent(parts, whoOf(principal), async () => {
    const readable = await readableShare(parts, principal, read);
    return { found: readable, stored: sharedRecord(readable, record) };
  });
  try {
    await logRead(parts, principal, found, record);
  } catch (error) {
    opened.close();
    throw error;
  }
  return { opened, decidedAt: found.decidedAt };
}

function sharedRecord({ share, records }: ReadableShare, record: Bytes32): StoredRecord {
  const stored = records.find(({ header }) => header.record === record);
  if (stored?.header.deleted === true) throw recordDeleted();
  const key = share.records.find((shared) => shared.record === record);
  if (stored === undefined || key === undefined || key.wrappedKey === null) throw refusal("RECORD_NOT_FOUND");
  return stored;
}
