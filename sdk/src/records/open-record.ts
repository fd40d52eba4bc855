import type { UserKeys } from "../crypto/key-pair.ts";
import { openEnvelope } from "../crypto/envelope.ts";
import { isIdosError } from "../errors/idos-error.ts";
import { verifyEnvelope } from "../verify/envelope.ts";
import type { VerifiedRecord } from "../verify/stored-record.ts";
import { decodeContent } from "./content.ts";
import { type OpenedRecord, summarize } from "./opened-record.ts";

/** Verifies that the envelope is the header's, decrypts it and reads its content. */
export async function openRecord(
  verified: VerifiedRecord,
  envelope: Uint8Array,
  wrappedKey: Uint8Array,
  keys: UserKeys,
): Promise<OpenedRecord> {
  verifyEnvelope(envelope, verified.header);
  const { header, plaintext } = await openEnvelope(envelope, wrappedKey, keys);
  const content = decodeContent(verified.header.kind, header.contentType, plaintext);
  plaintext.fill(0);
  return { ...summarize(verified), content };
}

const ATTEMPTS_MAX = 3;

/**
 * Header and envelope come in two answers. Where the record changes between them they do not fit, which looks
 * like a lie once; only if it stays is it one.
 */
export async function readConsistently<Result>(read: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await read();
    } catch (error) {
      const isTorn = isIdosError(error, "NODE_LIED") && error.values["check"] === "envelope-hash";
      if (!isTorn || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}
