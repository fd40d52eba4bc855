import type { Address, AtLeast, Bytes32, DecidedAt, SealOpening, Share, SharedRecord } from "@idos/protocol";
import { addressArgument, atLeastArgument, secretBytes32Argument } from "../errors/argument.ts";
import { IdosError } from "../errors/idos-error.ts";
import { nodeLied } from "../errors/node-lied.ts";
import type { ReadShareQuery } from "../http/calls/share-calls.ts";
import { whileCatchingUp } from "../http/while-catching-up.ts";
import { withFittingKeys } from "../keys/fitting-keys.ts";
import { openRecord, readConsistently } from "../records/open-record.ts";
import type { OpenedRecord } from "../records/opened-record.ts";
import type { IdosSession } from "../session/idos-session.ts";
import type { VerifiedUser } from "../verify/public-user.ts";
import type { SignedShare } from "../verify/share-terms.ts";
import { verifyStoredRecord } from "../verify/stored-record.ts";
import { verifySharedTerms } from "./verify-shared-terms.ts";

/** A record of a share that the node did not hand over, and why. */
export interface MissingRecord {
  readonly record: Bytes32;
  /** Deleted by its owner, or changed without this share being given the new key. */
  readonly reason: "deleted" | "key-missing";
}

/** What an owner granted, verified and decrypted; iterates over its records. */
export interface SharedData extends Iterable<OpenedRecord> {
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

/** How a share is read: at which block at the earliest, and with which salt where it is sealed. */
export interface ReadShareOptions {
  /**
   * What the decision must include: a block's number, as a grant's `readableFromBlock`, or the hash of a transaction of
   * the contract, known to the node for as long as its block could be undone. The node waits for it.
   */
  readonly atLeast?: number | string | undefined;
  /**
   * An account of whom the share must be: for whoever got the share's id from somebody who says that it is hers, since
   * anyone can name an id that stands on the chain.
   */
  readonly owner?: string | undefined;
  /**
   * For a sealed share, what its owner handed over with its id: her account and the salt. With each read the node learns
   * them, and with them for whom the share is; it keeps neither.
   */
  readonly sealed?: { readonly owner: string; readonly salt: string } | undefined;
}

/**
 * Reads a share that was granted to the signed-in account. Throws ACCESS_NOT_GRANTED, GRANT_UNCONFIRMED,
 * INDEX_STALE, AT_LEAST_TIMEOUT (after about a minute), RECORD_DELETED where nothing is left of it, NODE_LIED,
 * DECRYPTION_FAILED, KEYS_LOCKED.
 */
export function readShare(
  session: IdosSession,
  shareId: Bytes32,
  { atLeast, owner: expectedOwner, sealed }: ReadShareOptions,
): Promise<SharedData> {
  return readConsistently(async () => {
    const query = readQuery(session, { atLeast, sealed });
    const share = await whileCatchingUp(() => session.node.share(shareId, query));
    const { terms, owner } = await verifyShare(session, share, shareId, { ...query, owner: expectedOwner });
    const records: OpenedRecord[] = [];
    const missing: MissingRecord[] = [];
    for (const record of share.records) {
      const outcome = await readSharedRecord(session, shareId, owner, record, query);
      if ("reason" in outcome) missing.push(outcome);
      else records.push(outcome);
    }
    if (records.length === 0 && missing.some(({ reason }) => reason === "deleted"))
      throw new IdosError("RECORD_DELETED", "The owner deleted what this share held", { share: shareId });
    const { ownerAccount, purpose } = terms;
    return {
      ...{ shareId, owner, ownerAccount, purpose, decidedAt: share.decidedAt, records, missing },
      [Symbol.iterator]: () => records[Symbol.iterator](),
    };
  });
}

/** Throws ARGUMENT_INVALID. */
export function readQuery(
  { deployment: { chainId } }: IdosSession,
  { atLeast, sealed }: Pick<ReadShareOptions, "atLeast" | "sealed">,
): ReadShareQuery {
  return { chainId, atLeast: atLeastArgument(atLeast), opening: sealed && openingArgument(sealed) };
}

function openingArgument({ owner, salt }: NonNullable<ReadShareOptions["sealed"]>): SealOpening {
  return { owner: addressArgument("sealed.owner", owner), salt: secretBytes32Argument("sealed.salt", salt) };
}

async function verifyShare(
  session: IdosSession,
  share: Share,
  shareId: Bytes32,
  { atLeast, opening, owner: expectedOwner }: ReadShareQuery & Pick<ReadShareOptions, "owner">,
): Promise<{ terms: SignedShare; owner: VerifiedUser }> {
  const { terms, owner } = await verifySharedTerms(session, share, opening);
  if (terms.share !== shareId)
    throw nodeLied("share-identity", "The node hands over another share", { share: shareId });
  if (share.records.some(({ record }) => !terms.records.includes(record)))
    throw nodeLied("share-records", "The node adds records to the share", { share: shareId });
  const asked = expectedOwner === undefined ? undefined : addressArgument("owner", expectedOwner);
  if (asked !== undefined && !owner.accounts.includes(asked)) {
    const values = { share: shareId, owner: asked, ownerAccount: terms.ownerAccount };
    throw new IdosError("SHARE_OF_ANOTHER", "The share is not by the owner it was expected from", values);
  }
  if (!isSoundDecision(session, share, owner, atLeast)) {
    const values = {
      share: shareId,
      atLeast: atLeast ?? null,
      blockNumber: share.decidedAt?.blockNumber ?? null,
    };
    throw nodeLied(
      "decided-at",
      "The node decided on another chain or at an earlier block than asked",
      values,
    );
  }
  return { terms, owner };
}

function isSoundDecision(
  { account, deployment }: IdosSession,
  { decidedAt }: Share,
  owner: VerifiedUser,
  atLeast: AtLeast | undefined,
): boolean {
  if (decidedAt === null) return owner.accounts.includes(account);
  return (
    decidedAt.chainId === deployment.chainId &&
    decidedAt.contract === deployment.contract &&
    // Which block a transaction is in, only its chain can tell.
    (typeof atLeast !== "number" || decidedAt.blockNumber >= atLeast)
  );
}

async function readSharedRecord(
  session: IdosSession,
  shareId: Bytes32,
  owner: VerifiedUser,
  shared: SharedRecord,
  query: ReadShareQuery,
): Promise<OpenedRecord | MissingRecord> {
  const { record, wrappedKey } = shared;
  const verified = await verifyStoredRecord(shared, { record, owner }, session.memory);
  if (verified.header.deleted) return { record, reason: "deleted" };
  if (wrappedKey === null) return { record, reason: "key-missing" };
  const envelope = await session.node.shareEnvelope(shareId, record, query);
  return withFittingKeys(session.keys, (keys) => openRecord(verified, envelope, wrappedKey, keys));
}
