import {
  type Address,
  type Bytes32,
  grantHandle,
  type SealOpening,
  sealedGrantHandle,
  type ShareDocument,
  toBase64url,
} from "@idos/protocol";
import { type ExpiresIn, expiresAtFrom } from "../chain/expiry.ts";
import { rewrapKey } from "../crypto/envelope.ts";
import { sealedShareSalt, sealGrantee } from "../crypto/sealed-grantee.ts";
import { addressArgument, bytes32Argument } from "../errors/argument.ts";
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
  /**
   * The grantee's X25519 public key, where it was exchanged in person; else his published one is verified and used. A
   * sealed share keeps it for later versions of its records; for a public one his published key is looked up anew.
   */
  readonly granteeKey?: string;
  /** What for, in words that owner and grantee see; at most 280 characters. */
  readonly purpose: string;
  readonly expiresIn: ExpiresIn;
  /**
   * Whether chain and nodes are not to know for whom the share is. The grantee then reads with what the owner hands
   * over: `AccessGranted.sealed`. The node that is asked for the grantee's key, or read from, sees it in passing.
   */
  readonly sealed?: boolean;
}

/** A share that is at the node and gives no access yet. */
export interface StagedShare {
  readonly shareId: Bytes32;
  readonly grantee: Address;
  /** What the contract is to know the grant by. */
  readonly handle: Bytes32;
  /** Unix seconds. */
  readonly expiresAt: bigint;
  /** What a sealed share's grantee needs; null for a public one. */
  readonly opening: SealOpening | null;
}

/** Wraps each record's content key for the grantee and leaves the share at the node. */
export async function stageShare(session: IdosSession, request: GrantRequest): Promise<StagedShare> {
  const grantee = addressArgument("grantee", request.grantee);
  const expiresAt = expiresAtFrom(request.expiresIn, session.nowSeconds());
  const recordIds = request.records.map((record) => bytes32Argument("records", record));
  const owner = await session.user();
  const granteeKey =
    request.granteeKey === undefined
      ? await granteeKeyOf(session, grantee)
      : bytes32Argument("granteeKey", request.granteeKey);
  const records = [];
  for (const record of recordIds) {
    records.push(await shareRecord(session, owner, record, granteeKey));
    session.onProgress({ step: "records-wrapped", done: records.length, total: recordIds.length });
  }
  const shareId = randomId();
  const { handle, opening, named } =
    request.sealed === true
      ? await sealedFor(session, { grantee, granteeKey }, shareId)
      : { handle: grantHandle(grantee, shareId), opening: null, named: { grantee } };
  const document: ShareDocument = {
    ...{ v: 1, share: shareId, owner: owner.userId, chainId: session.deployment.chainId },
    ...{ ownerAccount: session.account, ...named },
    ...{ purpose: request.purpose, records: recordIds, author: session.account, iat: session.nowSeconds() },
  };
  await session.node.putShare(shareId, { document: await session.signShare(document), records });
  session.onProgress({ step: "share-staged", shareId });
  return { shareId, grantee, handle, expiresAt, opening };
}

async function sealedFor(
  session: IdosSession,
  { grantee, granteeKey }: { readonly grantee: Address; readonly granteeKey: Bytes32 },
  shareId: Bytes32,
) {
  const sealed = { grantee, granteeKey, seed: randomId() };
  const salt = await sealedShareSalt(sealed);
  const handle = sealedGrantHandle(grantee, shareId, salt);
  const box = await sealGrantee(sealed, session.keys.current().encryptionKey);
  const opening: SealOpening = { owner: session.account, salt };
  return { handle, opening, named: { sealed: { handle, forOwner: toBase64url(box) } } };
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
