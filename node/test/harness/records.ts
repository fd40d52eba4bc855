import { randomBytes } from "node:crypto";
import {
  type Bytes32,
  encodeEnvelopeHeader,
  type EnvelopeHeader,
  headerHash,
  MEDIA_TYPES,
  PATHS,
  type RecordHeader,
  sha256,
  signHeader,
} from "@idos/protocol";
import { type Actor, nowSeconds } from "./actor.ts";
import { jsonRequest, type Sent } from "./exchange.ts";
import { randomId, randomKey, succeeded, type User } from "./story.ts";
import type { ReachableNode } from "./test-node.ts";

/** Commitment, stream header and one chunk: bytes that look like an envelope to whoever has no key. */
const OPAQUE_BYTES = 300;

/** `byteCount`: of the whole envelope, where it matters. */
export function makeEnvelope(header: EnvelopeHeader, byteCount?: number): Uint8Array {
  const clear = encodeEnvelopeHeader(header);
  const opaqueBytes = byteCount === undefined ? OPAQUE_BYTES : byteCount - clear.length;
  return Buffer.concat([clear, randomBytes(opaqueBytes)]);
}

/** A version as its author made it, whether or not a node has it. */
export interface Version {
  readonly header: RecordHeader;
  readonly jws: string;
  readonly envelope: Uint8Array;
}

export interface VersionChanges {
  readonly header?: Partial<RecordHeader>;
  readonly envelopeHeader?: Partial<EnvelopeHeader>;
  readonly envelopeBytes?: number;
  /** Whose session key signs in place of the author's. */
  readonly signer?: Actor;
}

/** The version after `previous`, or the first one of a new record. */
export async function makeVersion(
  node: ReachableNode,
  author: Actor,
  owner: Bytes32,
  previous?: Version,
  { header: headerChanges = {}, envelopeHeader = {}, envelopeBytes, signer = author }: VersionChanges = {},
): Promise<Version> {
  const record = headerChanges.record ?? previous?.header.record ?? randomId();
  const version = (previous?.header.version ?? 0) + 1;
  const prev = previous === undefined ? null : headerHash(previous.jws);
  const clear = { owner, record, recordVersion: version, prev, contentType: "application/json" };
  const envelope = makeEnvelope({ ...clear, ...envelopeHeader }, envelopeBytes);
  const header: RecordHeader = {
    ...{ v: 1, owner, record, version, prev, envelope: sha256(envelope), deleted: false },
    ...{ kind: "attribute", author: author.account, iat: nowSeconds(node) },
    ...headerChanges,
  };
  return { header, jws: await signHeader(header, signer.sessionKey, signer.privateKey), envelope };
}

export function stage({ envelope }: Pick<Version, "envelope">): Sent {
  return {
    method: "PUT",
    path: PATHS.stagedEnvelope(sha256(envelope)),
    body: envelope,
    type: MEDIA_TYPES.envelope,
  };
}

export function put({ header, jws }: Version, shares: readonly Bytes32[] = []): Sent {
  const shareKeys = shares.map((share) => ({ share, wrappedKey: randomKey() }));
  return jsonRequest("PUT", PATHS.record(header.record), { header: jws, wrappedKey: randomKey(), shareKeys });
}

export function remove({ header, jws }: Version): Sent {
  return jsonRequest("DELETE", PATHS.record(header.record), { header: jws });
}

/** Stages and writes a version of a user's own record. */
export async function store(
  node: ReachableNode,
  user: User,
  previous?: Version,
  shares: readonly Bytes32[] = [],
): Promise<Version> {
  const version = await makeVersion(node, user, user.userId, previous);
  succeeded(await user.request(stage(version)));
  succeeded(await user.request(put(version, shares)));
  return version;
}

/** The header that deletes `previous`. */
export function makeDeletion(
  node: ReachableNode,
  user: User,
  previous: Version,
  changes: Partial<RecordHeader> = {},
): Promise<Version> {
  return makeVersion(node, user, user.userId, previous, {
    header: { deleted: true, envelope: null, ...changes },
  });
}
