import type { Address, Bytes32, DecidedAt, Share, SharedRecord } from "@idos/protocol";
import { IdosError } from "../errors/idos-error.ts";
import { nodeLied } from "../errors/node-lied.ts";
import { whileCatchingUp } from "../http/while-catching-up.ts";
import { openRecord, readConsistently } from "../records/open-record.ts";
import type { OpenedRecord } from "../records/opened-record.ts";
import type { IdosSession } from "../session/idos-session.ts";
import type { VerifiedUser } from "../verify/public-user.ts";
import { verifyStoredRecord } from "../verify/stored-record.ts";

export interface MissingRecord {
  readonly record: Bytes32;
  /** Deleted by its owner, or changed without this share being given the new key. */
  readonly reason: "deleted" | "key-missing";
}

/** What an owner granted, verified and decrypted. */
export interface SharedData {
  readonly shareId: Bytes32;
  readonly owner: VerifiedUser;
  /** The account of the owner that made the grant. */
  readonly ownerAccount: Address;
  readonly purpose: string;
  /** The block at which the node decided that access is granted; null for the owner's own share. */
  readonly decidedAt: DecidedAt | null;
  readonly records: readonly OpenedRecord[];
  readonly missing: readonly MissingRecord[];
}

export interface ReadShareOptions {
  /** A block that the decision must include: a grant's `readableFromBlock`. The node waits for it. */
  readonly atLeast?: number | undefined;
}

/**
 * Reads a share that was granted to the signed-in account. Throws ACCESS_NOT_GRANTED, GRANT_UNCONFIRMED,
 * INDEX_STALE, AT_LEAST_TIMEOUT (after about a minute), RECORD_DELETED where nothing is left of it, NODE_LIED,
 * DECRYPTION_FAILED, KEYS_LOCKED.
 */
export function readShare(
  session: IdosSession,
  shareId: Bytes32,
  { atLeast }: ReadShareOptions,
): Promise<SharedData> {
  return readConsistently(async () => {
    const share = await whileCatchingUp(() => session.node.share(shareId, atLeast));
    const owner = await verifyShare(session, share, shareId, atLeast);
    const records: OpenedRecord[] = [];
    const missing: MissingRecord[] = [];
    for (const record of share.records) {
      const outcome = await readSharedRecord(session, shareId, owner, record, atLeast);
      if ("reason" in outcome) missing.push(outcome);
      else records.push(outcome);
    }
    if (records.length === 0 && missing.some(({ reason }) => reason === "deleted"))
      throw new IdosError("RECORD_DELETED", "The owner deleted what this share held", { share: shareId });
    const { ownerAccount, purpose, decidedAt } = share;
    return { shareId, owner, ownerAccount, purpose, decidedAt, records, missing };
  });
}

async function verifyShare(
  session: IdosSession,
  share: Share,
  shareId: Bytes32,
  atLeast: number | undefined,
): Promise<VerifiedUser> {
  if (share.share !== shareId)
    throw nodeLied("share-identity", "The node hands over another share", { share: shareId });
  const owner = await session.userOf(share.ownerAccount);
  if (owner.userId !== share.ownerId)
    throw nodeLied("share-owner", "The share's account is not its owner's", { share: shareId });
  if (share.grantee !== session.account && !owner.accounts.includes(session.account))
    throw nodeLied("share-grantee", "The share is for another account", { share: shareId });
  verifyDecision(session, share, owner, atLeast);
  return owner;
}

function verifyDecision(
  { account, deployment }: IdosSession,
  { share, decidedAt }: Share,
  owner: VerifiedUser,
  atLeast = 0,
): void {
  const isSound =
    decidedAt === null
      ? owner.accounts.includes(account)
      : decidedAt.chainId === deployment.chainId &&
        decidedAt.contract === deployment.contract &&
        decidedAt.blockNumber >= atLeast;
  if (isSound) return;
  const values = { share, atLeast, blockNumber: decidedAt?.blockNumber ?? null };
  throw nodeLied("decided-at", "The node decided on another chain or at an earlier block than asked", values);
}

async function readSharedRecord(
  session: IdosSession,
  shareId: Bytes32,
  owner: VerifiedUser,
  shared: SharedRecord,
  atLeast: number | undefined,
): Promise<OpenedRecord | MissingRecord> {
  const { record, wrappedKey } = shared;
  const verified = await verifyStoredRecord(shared, { record, owner }, session.memory);
  if (verified.header.deleted) return { record, reason: "deleted" };
  if (wrappedKey === null) return { record, reason: "key-missing" };
  const envelope = await session.node.shareEnvelope(shareId, record, atLeast);
  return openRecord(verified, envelope, wrappedKey, session.keys.current());
}
