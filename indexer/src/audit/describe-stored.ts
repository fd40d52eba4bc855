import { NEVER_EXPIRES, toHex } from "@idos/protocol";
import { unpackEntry } from "../redis/pack-entry.ts";
import { type ExpectedGrant, partiesOf } from "./expected-index.ts";

const HANDLE_BYTES = 32;

/** Which grant: by its parties, or by its handle. */
export function grantWords({ owner, subject }: Pick<ExpectedGrant, "owner" | "subject">): string {
  if (subject.length === HANDLE_BYTES) return `the grant ${toHex(subject)} of ${toHex(owner)}`;
  const { grantee, shareId } = partiesOf(subject);
  return `the grant of ${toHex(owner)} to ${grantee}, share ${shareId}`;
}

/** A packed entry in words. */
export function entryWords(packed: Buffer): string {
  try {
    const { expiresAt, sinceBlock, epoch, prior } = unpackEntry(packed);
    const before = prior === undefined ? "" : `, before that ${termWords(prior)}`;
    return `${termWords({ expiresAt, sinceBlock })}, epoch ${epoch}${before}`;
  } catch {
    return `unreadable ${bytesWords(packed)}`;
  }
}

function termWords({ expiresAt, sinceBlock }: { expiresAt: bigint; sinceBlock: number }): string {
  const end = expiresAt === NEVER_EXPIRES ? "without expiry" : `until ${expiresAt}`;
  return `since block ${sinceBlock} ${end}`;
}

export function bytesWords(bytes: Buffer): string {
  return bytes.length === 0 ? "nothing" : toHex(bytes);
}
