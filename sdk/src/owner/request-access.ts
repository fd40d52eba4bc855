import type { Bytes32 } from "@idos/protocol";
import { IdosError } from "../errors/idos-error.ts";
import type { AccessGranted } from "./grant-access.ts";
import type { OwnerRecords } from "./owner-records.ts";
import type { GrantRequest } from "./stage-share.ts";

export interface AccessRequest extends Omit<GrantRequest, "records"> {
  /** Types of records, such as a credential's vct or "profile/name": every record of each is shared. */
  readonly records: readonly string[];
}

/**
 * A page asks its visitor for records by what they are about, since it knows no ids. Throws RECORD_NOT_HELD
 * for a type of which she has none that can be read, before her wallet is asked.
 */
export async function requestAccess(
  records: OwnerRecords,
  grant: (request: GrantRequest) => Promise<AccessGranted>,
  request: AccessRequest,
): Promise<AccessGranted> {
  return grant({ ...request, records: await recordsOfTypes(records, request.records) });
}

/** The ids of every record of these types. Throws RECORD_NOT_HELD for a type of which there is none. */
export async function recordsOfTypes(records: OwnerRecords, types: readonly string[]): Promise<Bytes32[]> {
  const { records: held } = await records.readAll();
  const missing = types.find((type) => !held.some(({ content }) => content.type === type));
  if (missing !== undefined)
    throw new IdosError("RECORD_NOT_HELD", "The user holds no record of this type", { type: missing });
  return held.filter(({ content }) => types.includes(content.type)).map(({ id }) => id);
}
