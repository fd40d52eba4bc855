import { toBase64url } from "@idos/protocol";
import { rewrapKey } from "../../crypto/envelope-keys.ts";
import { openBox } from "../../crypto/sealed-box.ts";
import { loadSodium } from "../../crypto/sodium.ts";
import { isIdosError } from "../../errors/idos-error.ts";
import { collectPages } from "../../http/collect-pages.ts";
import { fetchOwnEnvelope, fetchOwnRecord } from "../../owner/own-record.ts";
import { readConsistently } from "../../records/open-record.ts";
import { verifyStoredRecord } from "../../verify/stored-record.ts";
import type { Bytes32 } from "@idos/protocol";
import type { HeldKeys } from "../held-keys.ts";
import type { KeyRingParts } from "../key-ring-parts.ts";

/** Lets the present key open each of the user's records that the one before it opens. */
export async function rewrapRecords(parts: KeyRingParts, held: HeldKeys, previous: HeldKeys): Promise<void> {
  const owner = await parts.user();
  const stored = await collectPages(async (cursor) => {
    const { records, next } = await parts.node.records(cursor);
    return { items: records, next };
  });
  const sodium = await loadSodium();
  for (const record of stored) {
    if (record.wrappedKey === null) continue;
    const before = openBox(sodium, record.wrappedKey, previous.keys);
    if (before === undefined) continue;
    sodium.memzero(before);
    const { header } = await verifyStoredRecord(record, { record: null, owner }, parts.memory);
    await whileItChanges(() => rewrapRecord(parts, held, previous, header.record));
  }
}

function rewrapRecord(
  parts: KeyRingParts,
  { keys }: HeldKeys,
  previous: HeldKeys,
  record: Bytes32,
): Promise<void> {
  return readConsistently(async () => {
    const { verified, wrappedKey } = await fetchOwnRecord(parts, await parts.user(), record);
    const before = openBox(await loadSodium(), wrappedKey, previous.keys);
    if (before === undefined) return;
    before.fill(0);
    const envelope = await fetchOwnEnvelope(parts, verified);
    const rewrapped = await rewrapKey(envelope, wrappedKey, previous.keys, keys.encryptionKey);
    await parts.node.putRecordKey(record, {
      headerHash: verified.headerHash,
      wrappedKey: toBase64url(rewrapped),
    });
  });
}

const ATTEMPTS_MAX = 5;

/** A record that another device has just written or deleted is looked at again. */
async function whileItChanges(rewrap: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rewrap();
      return;
    } catch (error) {
      if (isIdosError(error, "RECORD_DELETED", "RECORD_NOT_FOUND")) return;
      if (!isIdosError(error, "VERSION_CONFLICT") || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}
