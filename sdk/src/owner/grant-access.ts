import { type Address, type Bytes32, toBase64url } from "@idos/protocol";
import type { AccessContract } from "../chain/access-contract.ts";
import { type ExpiresIn, expiresAtFrom } from "../chain/expiry.ts";
import type { ChainReceipt } from "../chain/receipt.ts";
import { rewrapKey } from "../crypto/envelope.ts";
import { addressArgument, bytes32Argument } from "../errors/argument.ts";
import { isIdosError } from "../errors/idos-error.ts";
import { readConsistently } from "../records/open-record.ts";
import { randomId } from "../records/random-id.ts";
import type { IdosSession } from "../session/idos-session.ts";
import type { VerifiedUser } from "../verify/public-user.ts";
import { granteeKeyOf } from "./grantee-key.ts";
import { fetchOwnEnvelope, fetchOwnRecord } from "./own-record.ts";

export interface GrantRequest {
  /** Ids of the records; 1 to 100. */
  readonly records: readonly string[];
  /** The account that is to read. */
  readonly grantee: string;
  /** The grantee's X25519 public key, where it was exchanged in person; else her published one is verified and used. */
  readonly granteeKey?: string;
  /** What for, in words that owner and grantee see; at most 280 characters. */
  readonly purpose: string;
  readonly expiresIn: ExpiresIn;
}

export interface AccessGranted {
  readonly shareId: Bytes32;
  readonly receipt: ChainReceipt;
  /** The grant counts from this block: read with it as `atLeast`. */
  readonly readableFromBlock: number;
}

/**
 * Wraps each record's content key for the grantee, leaves the share at the node, and makes it count by one
 * transaction. If the person declines, or the contract refuses, the share is taken back.
 */
export async function grantAccess(
  session: IdosSession,
  contract: AccessContract,
  request: GrantRequest,
): Promise<AccessGranted> {
  const grantee = addressArgument("grantee", request.grantee);
  const expiresAt = expiresAtFrom(request.expiresIn, session.nowSeconds());
  const recordIds = request.records.map((record) => bytes32Argument("records", record));
  const owner = await session.user();
  const granteeKey = await keyFor(session, request, grantee);
  const records = [];
  for (const record of recordIds) records.push(await shareRecord(session, owner, record, granteeKey));
  const shareId = randomId();
  const document = await session.signShare({
    ...{ v: 1, share: shareId, owner: owner.userId, ownerAccount: session.account, grantee },
    ...{ purpose: request.purpose, records: recordIds, author: session.account, iat: session.nowSeconds() },
  });
  await session.node.putShare(shareId, { document, records });
  const receipt = await contract.grant({ grantee, shareId, expiresAt }).catch(async (error: unknown) => {
    // A transaction whose outcome is not known may still be made, and its share is needed to revoke it.
    if (isIdosError(error, "WALLET_REJECTED", "GRANT_ARGUMENT_REFUSED", "WRONG_CHAIN"))
      await session.node.deleteShare(shareId).catch(() => undefined);
    throw error;
  });
  return { shareId, receipt, readableFromBlock: receipt.blockNumber + session.nodeInfo.confirmations };
}

function keyFor(session: IdosSession, { granteeKey }: GrantRequest, grantee: Address): Promise<Bytes32> {
  if (granteeKey === undefined) return granteeKeyOf(session, grantee);
  return Promise.resolve(bytes32Argument("granteeKey", granteeKey));
}

function shareRecord(
  session: IdosSession,
  owner: VerifiedUser,
  record: Bytes32,
  granteeKey: Bytes32,
): Promise<{ record: Bytes32; version: number; wrappedKey: string }> {
  return readConsistently(async () => {
    const { verified, wrappedKey } = await fetchOwnRecord(session, owner, record);
    const envelope = await fetchOwnEnvelope(session, verified);
    const forGrantee = await rewrapKey(envelope, wrappedKey, session.keys.current(), granteeKey);
    return { record, version: verified.header.version, wrappedKey: toBase64url(forGrantee) };
  });
}
