import {
  type Bytes32,
  type RecordHeader,
  sha256,
  type SignedWriteGrant,
  toBase64url,
  headerHash,
} from "@idos/protocol";
import { sealEnvelope } from "../crypto/envelope.ts";
import type { IdosSession } from "../session/idos-session.ts";
import { encodeContent, type RecordContent } from "./content.ts";

export interface RecordWrite {
  readonly owner: Bytes32;
  readonly record: Bytes32;
  /** The version that this one replaces; null for a new record. */
  readonly previous: { readonly version: number; readonly headerHash: Bytes32 } | null;
  readonly content: RecordContent;
  /** The owner's X25519 public key. */
  readonly ownerKey: Bytes32;
  /** The shares that keep seeing the record, with their grantees' X25519 public keys. */
  readonly shares: readonly { readonly share: Bytes32; readonly granteeKey: Bytes32 }[];
  /** An issuer's permission; absent where the owner writes. */
  readonly writeGrant?: SignedWriteGrant;
}

/** Encrypts, stages and puts one version of a record, under a content key of its own. */
export async function writeRecord(session: IdosSession, write: RecordWrite): Promise<RecordHeader> {
  const { owner, record, content, shares } = write;
  const version = (write.previous?.version ?? 0) + 1;
  const prev = write.previous?.headerHash ?? null;
  const { contentType, bytes: plaintext } = encodeContent(content);
  const recipients = [write.ownerKey, ...shares.map(({ granteeKey }) => granteeKey)];
  const clear = { owner, record, recordVersion: version, prev, contentType };
  const { bytes, wrappedKeys } = await sealEnvelope(clear, plaintext, recipients);
  plaintext.fill(0);
  const [ownerWrap, ...shareWraps] = wrappedKeys.map(toBase64url);
  if (ownerWrap === undefined) throw new TypeError("a sealed envelope has a wrapped key for each recipient");
  const envelope = sha256(bytes);
  const header: RecordHeader = {
    ...{ v: 1, owner, record, version, prev, envelope, deleted: false, kind: content.kind },
    author: session.account,
    iat: session.nowSeconds(),
    ...(write.writeGrant && { writeGrant: write.writeGrant }),
  };
  const jws = await session.signHeader(header);
  await session.node.stageEnvelope(envelope, bytes);
  await session.node.putRecord(record, {
    header: jws,
    wrappedKey: ownerWrap,
    shareKeys: shares.flatMap(({ share }, index) => {
      const wrappedKey = shareWraps[index];
      return wrappedKey === undefined ? [] : [{ share, wrappedKey }];
    }),
  });
  session.memory.sawHeader(header, headerHash(jws));
  return header;
}
