import type { Bytes32 } from "@idos/protocol";
import { IdosError } from "../errors/idos-error.ts";
import { withFittingKeys } from "../keys/fitting-keys.ts";
import { openRecord, readConsistently } from "../records/open-record.ts";
import type { OpenedRecord } from "../records/opened-record.ts";
import type { IdosSession } from "../session/idos-session.ts";
import { verifyEnvelope } from "../verify/envelope.ts";
import type { VerifiedUser } from "../verify/public-user.ts";
import { type VerifiedRecord, verifyStoredRecord } from "../verify/stored-record.ts";

export interface OwnRecord {
  readonly verified: VerifiedRecord;
  /** The content key, wrapped for the owner. */
  readonly wrappedKey: Uint8Array;
}

/** The current version of one of the signed-in user's records. Throws RECORD_NOT_FOUND, RECORD_DELETED, NODE_LIED. */
export async function fetchOwnRecord(
  session: Pick<IdosSession, "node" | "memory">,
  owner: VerifiedUser,
  record: Bytes32,
): Promise<OwnRecord> {
  const stored = await session.node.record(record);
  const verified = await verifyStoredRecord(stored, { record, owner }, session.memory);
  if (verified.header.deleted || stored.wrappedKey === null)
    throw new IdosError("RECORD_DELETED", "The record was deleted", { record });
  return { verified, wrappedKey: stored.wrappedKey };
}

/** The envelope of a record, verified to be the one its header names. */
export async function fetchOwnEnvelope(
  session: Pick<IdosSession, "node">,
  { header }: VerifiedRecord,
): Promise<Uint8Array> {
  const envelope = await session.node.recordEnvelope(header.record);
  verifyEnvelope(envelope, header);
  return envelope;
}

/** Fetches, verifies and decrypts one of the user's records; header and content belong to one version. */
export function openOwnRecord(
  session: IdosSession,
  record: Bytes32,
): Promise<{ verified: VerifiedRecord; opened: OpenedRecord }> {
  return readConsistently(async () => {
    const { verified, wrappedKey } = await fetchOwnRecord(session, await session.user(), record);
    const envelope = await fetchOwnEnvelope(session, verified);
    const opened = await withFittingKeys(session.keys, (keys) =>
      openRecord(verified, envelope, wrappedKey, keys),
    );
    return { verified, opened };
  });
}
