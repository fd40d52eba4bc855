import {
  formatManifest,
  formatRecordItem,
  itemHash,
  type Manifest,
  type shareItemSchema,
  toBase64url,
  type userItemSchema,
} from "@idos/protocol";
import type { z } from "zod";
import { presentKey, presentRecord } from "../records/present.ts";
import { presentSummary } from "../shares/present.ts";
import type { OwnerSnapshot, UserWithKeys } from "../storage/replicas.ts";
import type { StoredRecord } from "../storage/records.ts";
import type { StoredShare } from "../storage/shares.ts";

/**
 * The bytes of items, which every node makes alike of the same data: JSON with the members in one order, lists in the
 * order of the store.
 */
export function formatUserItem({ user, keyBackups, writeGrantUses }: UserWithKeys): string {
  const item: z.input<typeof userItemSchema> = {
    accounts: [...user.accounts],
    keyBindings: user.keyBinding === null ? [] : [...user.earlierKeyBindings, user.keyBinding],
    createdBy: user.createdBy,
    createdAt: user.createdAtSeconds,
    keyBackups: keyBackups.map(({ slot, kind, parameters, ciphertext }) => ({
      ...{ slot, kind, parameters },
      ciphertext: toBase64url(ciphertext),
    })),
    writeGrantUses: writeGrantUses.map(({ grantId, uses }) => ({ grantId, uses })),
  };
  return JSON.stringify(item);
}

export function formatStoredRecord(record: StoredRecord): string {
  return formatRecordItem(presentRecord(record));
}

export function formatShareItem(share: StoredShare): string {
  const { document, delegation, createdAt } = presentSummary(share);
  const item: z.input<typeof shareItemSchema> = {
    document,
    delegation: { message: delegation.message, signature: delegation.signature },
    createdAt,
    keys: share.records.map(({ record, version, wrappedKey }) => ({
      ...{ record, version },
      wrappedKey: presentKey(wrappedKey),
    })),
  };
  return JSON.stringify(item);
}

/** The manifest of everything that a node has of an owner. */
export function manifestOf(snapshot: OwnerSnapshot): string {
  const manifest: Manifest = {
    user: itemHash(formatUserItem(snapshot)),
    records: snapshot.records.map((record) => ({
      record: record.header.record,
      version: record.header.version,
      item: itemHash(formatStoredRecord(record)),
    })),
    shares: [
      ...snapshot.shares.map((share) => ({ share: share.share, item: itemHash(formatShareItem(share)) })),
      ...snapshot.deletedShares.map((share) => ({ share, item: null })),
    ].sort((a, b) => (a.share < b.share ? -1 : 1)),
  };
  return formatManifest(manifest);
}
