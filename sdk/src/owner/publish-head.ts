import {
  type Bytes32,
  formatRecordItem,
  itemHash,
  type Manifest,
  manifestHash,
  type OwnerHead,
  parseManifest,
  toBase64url,
} from "@idos/protocol";
import { isIdosError } from "../errors/idos-error.ts";
import { nodeLied } from "../errors/node-lied.ts";
import { collectPages } from "../http/collect-pages.ts";
import type { IdosSession } from "../session/idos-session.ts";
import { type VerifiedHead, verifyOwnHead } from "../verify/own-head.ts";
import type { VerifiedUser } from "../verify/public-user.ts";
import { verifyStoredRecord } from "../verify/stored-record.ts";

/** What a user has signed for the nodes that hold her data. */
export interface PublishedHead {
  /** Rises with each head that she signs. */
  readonly revision: number;
  /** SHA-256 of the head. */
  readonly hash: string;
}

/** Two sessions of hers may sign at the same time; one of them does so again. */
const ATTEMPTS_MAX = 3;

/**
 * Signs all that the node has of the user, an issuer's entries among it, so that other nodes take it over. Where nothing
 * has changed since the head in force, nothing is signed. Throws NODE_LIED.
 */
export async function publishHead(session: IdosSession): Promise<PublishedHead> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await publishOnce(session);
    } catch (error) {
      if (attempt === ATTEMPTS_MAX || !isIdosError(error, "HEAD_CONFLICT")) throw error;
    }
  }
}

async function publishOnce(session: IdosSession): Promise<PublishedHead> {
  const user = await session.user();
  const { current, manifest: text } = await session.node.ownHead();
  const held = current === null ? undefined : await verifyOwnHead(current, user, session.memory);
  const manifest = manifestHash(text);
  if (held?.head.manifest === manifest) return { revision: held.head.revision, hash: held.hash };
  await requireOwnRecords(session, user, text);
  const head = nextHead(session, user, manifest, held);
  const jws = await session.signOwnerHead(head);
  await session.node.putOwnHead(jws);
  const hash = itemHash(jws);
  session.memory.sawOwnerHead(head, hash);
  return { revision: head.revision, hash };
}

function nextHead(
  session: IdosSession,
  { userId: owner }: VerifiedUser,
  manifest: Bytes32,
  held: VerifiedHead | undefined,
): OwnerHead {
  return {
    ...{ v: 1, owner, revision: (held?.head.revision ?? 0) + 1, prev: held?.hash ?? null, manifest },
    // Where her data may be stays as she chose it.
    nodes: held?.head.nodes ?? null,
    ...{ author: session.account, iat: session.nowSeconds() },
  };
}

/** That the manifest has each record as the node shows it, which is as its author signed it. Throws NODE_LIED. */
async function requireOwnRecords(session: IdosSession, owner: VerifiedUser, text: string): Promise<void> {
  const named = recordItems(text);
  const stored = await collectPages(async (cursor) => {
    const { records: items, next } = await session.node.records(cursor);
    return { items, next };
  });
  for (const record of stored) {
    const { header } = await verifyStoredRecord(record, { record: null, owner }, session.memory);
    const wrappedKey = record.wrappedKey === null ? null : toBase64url(record.wrappedKey);
    if (named.get(header.record) !== itemHash(formatRecordItem({ ...record, wrappedKey })))
      throw nodeLied("head-manifest", "The node lists a record otherwise than it shows it", {
        record: header.record,
      });
  }
}

function recordItems(text: string): ReadonlyMap<Bytes32, Manifest["user"]> {
  const manifest = parseManifest(text);
  if (manifest === undefined) throw nodeLied("head-manifest", "The node's manifest is none", {});
  return new Map(manifest.records.map(({ record, item }) => [record, item]));
}
