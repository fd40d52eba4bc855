import { type Bytes32, headerHash, ProblemError, type RecordHeader } from "@idos/protocol";
import type { StoredRecord } from "../storage/records.ts";
import { invalid } from "./check-header.ts";

export function versionConflict(currentHeaderHash: Bytes32 | null): ProblemError {
  return new ProblemError("VERSION_CONFLICT", "Read the record again and write over what is there now.", {
    currentHeaderHash,
  });
}

export function recordDeleted(): ProblemError {
  return new ProblemError("RECORD_DELETED", "A deleted record's id is not used again.");
}

/**
 * Whether `header` may follow what is stored. The store compares `prev` once more in its transaction, so
 * the answer stays true if another write comes between: `prev` fixes owner, version and kind.
 */
export function checkSuccession(header: RecordHeader, current: StoredRecord | undefined): void {
  // The ids of others' records are nobody's business: no hash is told.
  if (current !== undefined && current.header.owner !== header.owner) throw versionConflict(null);
  if (current?.header.deleted === true) throw recordDeleted();
  const currentHash = current === undefined ? null : headerHash(current.headerJws);
  if (header.prev !== currentHash) throw versionConflict(currentHash);
  if (header.version !== (current?.header.version ?? 0) + 1)
    throw invalid("Its version is not the next one.");
  if (current !== undefined && header.kind !== current.header.kind) throw invalid("A record keeps its kind.");
}
