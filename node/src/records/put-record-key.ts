import { type Bytes32, headerHash, ProblemError, type putRecordKeySchema } from "@idos/protocol";
import type { z } from "zod";
import { requireOwnUser } from "../access/own-user.ts";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import { recordDeleted, versionConflict } from "./check-succession.ts";

/** Lets the owner open her record with another key than before. What the record says stays as it is. */
export async function putRecordKey(
  { store }: Parts,
  principal: Principal,
  record: Bytes32,
  { headerHash: asked, wrappedKey }: z.output<typeof putRecordKeySchema>,
): Promise<void> {
  const owner = requireOwnUser(principal, "keys");
  const current = await store.records.record(record);
  if (current?.header.owner !== owner)
    throw new ProblemError("RECORD_NOT_FOUND", "The user has no such record.", { record });
  if (current.header.deleted) throw recordDeleted();
  const currentHash = headerHash(current.headerJws);
  if (currentHash !== asked) throw versionConflict(currentHash);
  const isPut = await store.records.putOwnerKey(current.header, wrappedKey);
  if (!isPut) throw versionConflict(null);
}
