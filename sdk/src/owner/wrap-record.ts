import { type Bytes32, toBase64url } from "@idos/protocol";
import { rewrapKey } from "../crypto/envelope-keys.ts";
import { withFittingKeys } from "../keys/fitting-keys.ts";
import { readConsistently } from "../records/open-record.ts";
import type { RecordSummary } from "../records/opened-record.ts";
import type { IdosSession } from "../session/idos-session.ts";
import type { VerifiedUser } from "../verify/public-user.ts";
import { fetchOwnEnvelope, fetchOwnRecord } from "./own-record.ts";

/** A record as a share holds it. */
export interface WrappedRecord {
  readonly record: Bytes32;
  readonly version: number;
  readonly kind: RecordSummary["kind"];
  /** The content key, wrapped for the grantee, as base64url. */
  readonly wrappedKey: string;
}

/** Wraps the content key of one of the user's records for somebody else. */
export function wrapRecord(
  session: IdosSession,
  owner: VerifiedUser,
  record: Bytes32,
  granteeKey: Bytes32,
): Promise<WrappedRecord> {
  return readConsistently(async () => {
    const { verified, wrappedKey } = await fetchOwnRecord(session, owner, record);
    const envelope = await fetchOwnEnvelope(session, verified);
    const forGrantee = await withFittingKeys(session.keys, (keys) =>
      rewrapKey(envelope, wrappedKey, keys, granteeKey),
    );
    const { version, kind } = verified.header;
    return { record, version, kind, wrappedKey: toBase64url(forGrantee) };
  });
}
