import {
  type Address,
  type Bytes32,
  checkDelegation,
  type Delegation,
  headerHash,
  type RecordHeader,
  spokeFor,
  verifyHeader,
  writeGrantTypedData,
} from "@idos/protocol";
import { nodeLied } from "../errors/node-lied.ts";
import type { FreshnessMemory } from "./freshness-memory.ts";
import type { VerifiedUser } from "./public-user.ts";
import { recoverTypedDataSigner } from "./typed-data-signer.ts";

/** Who wrote a version of a record. */
export interface RecordAuthor {
  readonly account: Address;
  /** An issuer wrote under a write grant that the owner signed. */
  readonly role: "owner" | "issuer";
}

export interface VerifiedRecord {
  readonly header: RecordHeader;
  /** What the next version names as the one it replaces. */
  readonly headerHash: Bytes32;
  readonly author: RecordAuthor;
}

/**
 * Checks a record's signed header: signature by a session key, that key's delegation by the author's wallet,
 * the author's right to write for this owner, and that no later version was seen. Throws NODE_LIED.
 */
export async function verifyStoredRecord(
  stored: { readonly header: string; readonly delegation: Delegation },
  expected: { readonly record: Bytes32 | null; readonly owner: VerifiedUser },
  memory: FreshnessMemory,
): Promise<VerifiedRecord> {
  const verified = await verifyHeader(stored.header);
  if (verified === undefined) throw nodeLied("header-signature", "A record's header is not signed", {});
  const { header, sessionKey } = verified;
  const { record, author, iat } = header;
  if (header.owner !== expected.owner.userId)
    throw nodeLied("header-owner", "A record is another user's", { record, owner: header.owner });
  if (expected.record !== null && record !== expected.record)
    throw nodeLied("header-record", "A record is not the one asked for", { record, asked: expected.record });
  const claim = { sessionKey, author, scope: header.deleted ? "delete" : "write", atSeconds: iat } as const;
  const delegation = checkDelegation(stored.delegation, claim);
  if ("fault" in delegation) {
    const values = { record, author, fault: delegation.fault };
    throw nodeLied("header-delegation", "A record's author did not authorize its signature", values);
  }
  const role = roleOfAuthor(header, expected.owner);
  if (role === undefined)
    throw nodeLied("header-author", "A record's author may not write for its owner", { record, author });
  const hash = headerHash(stored.header);
  memory.sawHeader(header, hash);
  return { header, headerHash: hash, author: { account: author, role } };
}

function roleOfAuthor(header: RecordHeader, owner: VerifiedUser): RecordAuthor["role"] | undefined {
  // As the accounts were then: one that has left since wrote as hers, and does so no more.
  if (header.writeGrant === undefined)
    return spokeFor(owner.history, header.author, header.iat) ? "owner" : undefined;
  const { grant, signature } = header.writeGrant;
  const isAllowed =
    grant.userId === owner.userId &&
    grant.issuer === header.author &&
    grant.notAfter >= header.iat &&
    header.version === 1 &&
    header.kind === "credential" &&
    spokeFor(owner.history, grant.account, header.iat) &&
    recoverTypedDataSigner(writeGrantTypedData(grant), signature) === grant.account;
  return isAllowed ? "issuer" : undefined;
}
