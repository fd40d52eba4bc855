import {
  type AccountHistory,
  type Bytes32,
  parseSignIn,
  type RecordHeader,
  recordItemSchema,
  type SignedWriteGrant,
  spokeFor,
  verifyHeader,
  writeGrantTypedData,
} from "@idos/protocol";
import type { AccountSignatures } from "../../access/account-signatures.ts";
import type { StoredRecord } from "../../storage/records.ts";
import { requireDelegated } from "./delegated.ts";
import { parseJsonAs } from "./parse-json-as.ts";
import { ReplicaRefused } from "./replica-fault.ts";
import { chainOf } from "./verify-user.ts";

export interface ExpectedRecord {
  readonly owner: Bytes32;
  readonly record: Bytes32;
  readonly version: number;
  readonly history: AccountHistory;
}

/**
 * The record's version as an item says it, when whoever signed it might: an account of the owner's, or an issuer under
 * her write grant. Throws `malformed`, `foreign` or `unsigned`.
 */
export async function verifyRecord(
  signatures: AccountSignatures,
  expected: ExpectedRecord,
  item: string,
): Promise<StoredRecord> {
  const { header: headerJws, delegation, wrappedKey, envelopeBytes } = parseJsonAs(recordItemSchema, item);
  const verified = await verifyHeader(headerJws);
  if (verified === undefined) throw new ReplicaRefused("unsigned", "a record's header is not signed");
  const { header, sessionKey } = verified;
  const { owner, record, version, author, deleted, iat: atSeconds } = header;
  if (owner !== expected.owner || record !== expected.record || version !== expected.version)
    throw new ReplicaRefused("foreign", "a record is another one than its manifest names");
  if (deleted !== (wrappedKey === null))
    throw new ReplicaRefused("malformed", "a record has a key exactly when it is not deleted");
  const chainId = await requireWriter(signatures, header, expected.history, delegation.message);
  const claim = { sessionKey, author, scope: deleted ? "delete" : "write", atSeconds } as const;
  await requireDelegated(signatures, delegation, claim, chainId);
  return { header, headerJws, delegation, wrappedKey, envelopeBytes: deleted ? 0 : envelopeBytes };
}

/** Where the author's contract is asked. Throws `unsigned`. */
async function requireWriter(
  signatures: AccountSignatures,
  header: RecordHeader,
  history: AccountHistory,
  message: string,
): Promise<number | undefined> {
  const { author, iat, writeGrant } = header;
  if (writeGrant === undefined) {
    if (!spokeFor(history, author, iat))
      throw new ReplicaRefused("unsigned", "a record's author is no account of its owner");
    return chainOf(history, author);
  }
  await requireGrant(signatures, header, writeGrant, history);
  // An issuer's entry is not at hand; what it signed in on is what its contract is on, if it has one.
  return parseSignIn(message)?.chainId;
}

async function requireGrant(
  signatures: AccountSignatures,
  header: RecordHeader,
  { grant, signature }: SignedWriteGrant,
  history: AccountHistory,
): Promise<void> {
  const { userId, account, issuer, notAfter } = grant;
  const isFit =
    userId === header.owner &&
    issuer === header.author &&
    notAfter >= header.iat &&
    header.version === 1 &&
    header.kind === "credential" &&
    spokeFor(history, account, header.iat);
  const signer = { account, chainId: chainOf(history, account) };
  if (!isFit || !(await signatures.signedTypedData(signer, writeGrantTypedData(grant), signature)))
    throw new ReplicaRefused("unsigned", "a write grant does not allow its record");
}
