import type { Bytes32, DecidedAt, ShareReadQuery } from "@idos/protocol";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import { refusal } from "../access/refuse.ts";
import { recordDeleted } from "../records/check-succession.ts";
import { envelopeOf } from "../records/read-records.ts";
import { readableShare } from "./readable-share.ts";

/** The envelope of a record that the share still holds a key for. */
export async function readSharedEnvelope(
  parts: Parts,
  principal: Principal,
  { share: id, record }: { share: Bytes32; record: Bytes32 },
  query: ShareReadQuery,
): Promise<{ bytes: Uint8Array; decidedAt: DecidedAt | null }> {
  const { share, records, decidedAt } = await readableShare(parts, principal, id, query);
  const stored = records.find(({ header }) => header.record === record);
  if (stored?.header.deleted === true) throw recordDeleted();
  const key = share.records.find((shared) => shared.record === record);
  if (stored === undefined || key === undefined || key.wrappedKey === null) throw refusal("RECORD_NOT_FOUND");
  return { bytes: await envelopeOf(parts, record), decidedAt };
}
