import { decodeCredential } from "../credentials/decode-credential.ts";
import { isPresentation, type ClaimChoice } from "../credentials/present-credential.ts";
import { IdosError } from "../errors/idos-error.ts";
import type { OpenedRecord } from "../records/opened-record.ts";
import type { AccessGranted } from "./grant-access.ts";
import type { OwnerRecords } from "./owner-records.ts";
import type { CredentialChoice, GrantRequest } from "./stage-share.ts";

/** A type of record, or of a credential with the claims to show of it. */
export type RecordWanted = string | { readonly type: string; readonly claims?: readonly ClaimChoice[] };

/** What a dApp asks a visitor for: records by type, for whom, why and how long. */
export interface AccessRequest extends Omit<GrantRequest, "records"> {
  /**
   * Types of records, such as a credential's vct or "profile/name": every attribute of each is shared, and of several
   * credentials the one that expires last.
   */
  readonly records: readonly RecordWanted[];
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

/** What to share for each type that is wanted. Throws RECORD_NOT_HELD for a type of which there is none. */
export async function recordsOfTypes(
  records: OwnerRecords,
  wanted: readonly RecordWanted[],
): Promise<CredentialChoice[]> {
  const { records: held } = await records.readAll();
  return wanted.flatMap((one) => {
    const { type, claims }: Exclude<RecordWanted, string> = typeof one === "string" ? { type: one } : one;
    const found = recordsOf(type, held);
    if (found.length === 0)
      throw new IdosError("RECORD_NOT_HELD", "The user holds no record of this type", { type });
    return found.map(({ id: record }) => ({ record, ...(claims && { claims }) }));
  });
}

function recordsOf(type: string, held: readonly OpenedRecord[]): OpenedRecord[] {
  const attributes: OpenedRecord[] = [];
  const credentials: { record: OpenedRecord; expiresAt: number }[] = [];
  for (const record of held) {
    const { content } = record;
    if (content.type !== type) continue;
    if (content.kind === "attribute") attributes.push(record);
    else if (!isPresentation(content.sdJwt))
      credentials.push({ record, expiresAt: decodeCredential(content.sdJwt).expiresAt });
  }
  const [last] = credentials.sort((one, other) => other.expiresAt - one.expiresAt);
  return last === undefined ? attributes : [...attributes, last.record];
}
