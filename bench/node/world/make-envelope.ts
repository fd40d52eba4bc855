import { randomBytes } from "node:crypto";
import { type Bytes32, encodeEnvelopeHeader, sha256 } from "@idos/protocol";
import { makeVersion, type Version } from "../../../node/test/harness/records.ts";
import { randomId, type User } from "../../../node/test/harness/story.ts";
import type { ReachableNode } from "../../../node/test/harness/test-node.ts";

/** So many bytes that look like the first envelope of a record to whoever has no key. */
export function envelopeOfBytes(owner: Bytes32, record: Bytes32, bytes: number): Buffer {
  const contentType = "application/json";
  const head = encodeEnvelopeHeader({ owner, record, recordVersion: 1, prev: null, contentType });
  return Buffer.concat([head, randomBytes(bytes - head.length)]);
}

/** A new record of the user's with an envelope of so many bytes. */
export async function recordOfBytes(node: ReachableNode, user: User, bytes: number): Promise<Version> {
  const record = randomId();
  const envelope = envelopeOfBytes(user.userId, record, bytes);
  const header = { record, envelope: sha256(envelope) };
  return { ...(await makeVersion(node, user, user.userId, undefined, { header })), envelope };
}
