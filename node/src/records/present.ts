import { type recordPageSchema, type storedRecordSchema, toBase64url } from "@idos/protocol";
import type { z } from "zod";
import type { Page, StoredRecord } from "../storage/records.ts";

type WireRecord = z.input<typeof storedRecordSchema>;

/** What anyone who may see a record sees of it. */
export function presentVersion(record: StoredRecord): Omit<WireRecord, "wrappedKey"> {
  const { headerJws: header, delegation, envelopeBytes } = record;
  return { header, delegation, envelopeBytes };
}

/** A record as its owner sees it. */
export function presentRecord(record: StoredRecord): WireRecord {
  return { ...presentVersion(record), wrappedKey: presentKey(record.wrappedKey) };
}

export function presentKey(wrappedKey: Uint8Array | null): string | null {
  return wrappedKey === null ? null : toBase64url(wrappedKey);
}

export function presentRecordPage(page: Page<StoredRecord>): z.input<typeof recordPageSchema> {
  return { records: page.items.map(presentRecord), next: page.next };
}
