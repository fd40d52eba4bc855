import {
  type Bytes32,
  headerHash,
  isBackedUp,
  KEY_BACKUPS_MIN,
  ProblemError,
  type putRecordSchema,
  type RecordHeader,
  unlockingBackups,
} from "@idos/protocol";
import type { z } from "zod";
import { authorize } from "../access/authorize.ts";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import { requireAllowed } from "../access/refuse.ts";
import { checkHeader, invalid } from "./check-header.ts";
import { checkSuccession } from "./check-succession.ts";
import { checkWriteGrant } from "./check-write-grant.ts";
import { requireUploader } from "./require-uploader.ts";
import { stagedBytes } from "./staged-bytes.ts";
import { requireWritten } from "./written.ts";

/** Makes the staged envelope the record's next version. Sent again after an answer was lost, it succeeds again. */
export async function putRecord(
  parts: Parts,
  principal: Principal,
  record: Bytes32,
  request: z.output<typeof putRecordSchema>,
): Promise<void> {
  const nowSeconds = parts.nowSeconds();
  const header = await checkHeader(request.header, { principal, record, deleted: false, nowSeconds });
  await requireWriter(parts, principal, header);
  const current = await parts.store.records.record(record);
  if (current !== undefined && headerHash(current.headerJws) === headerHash(request.header)) return;
  checkSuccession(header, current);
  const version = {
    header,
    headerJws: request.header,
    delegation: principal.delegation,
    wrappedKey: request.wrappedKey,
    envelopeBytes: await stagedBytes(parts, header),
    shareKeys: request.shareKeys,
  };
  await requireKeyBackups(parts, header);
  requireWritten(await parts.store.records.putRecord(version), header);
  parts.envelopes.forget(current?.header.envelope);
}

/** The owner writes by her session alone; anyone else by the owner's write grant. */
async function requireWriter(parts: Parts, principal: Principal, header: RecordHeader): Promise<void> {
  const { owner, writeGrant } = header;
  if (owner === principal.userId || writeGrant === undefined) {
    requireAllowed(
      authorize(principal, "write", { kind: "record", ownerId: owner }, null, parts.nowSeconds()),
    );
    if (writeGrant !== undefined) throw invalid("An owner needs no write grant.");
    return;
  }
  requireUploader(parts, principal);
  await checkWriteGrant(parts, header, writeGrant);
}

async function requireKeyBackups({ store }: Parts, { kind, owner }: RecordHeader): Promise<void> {
  if (kind !== "credential") return;
  const backups = await store.users.keyBackups(owner);
  if (isBackedUp(backups)) return;
  const detail = "Back up the key twice, once by password or recovery code, before credentials are kept.";
  throw new ProblemError("KEY_BACKUPS_MISSING", detail, {
    backups: unlockingBackups(backups),
    backupsMin: KEY_BACKUPS_MIN,
  });
}
