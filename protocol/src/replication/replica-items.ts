import * as z from "zod";
import { sha256 } from "../bytes.ts";
import { LIMITS } from "../limits.ts";
import { addressSchema, type Bytes32, bytes32Schema, unixSecondsSchema } from "../primitives.ts";
import { storedRecordSchema, wrappedKeySchema } from "../api/records.ts";
import { shareSummarySchema } from "../api/shares.ts";
import { keyBackupSchema } from "../key-backup.ts";
import { accountEntrySchema, signedKeyBindingSchema } from "../typed-data/signed.ts";

/** An owner's entry as nodes hand it to each other. */
export const userItemSchema = z.strictObject({
  accounts: z.array(accountEntrySchema).min(1).max(LIMITS.accountHistoryMax),
  /** From the first one to the one in force. */
  keyBindings: z.array(signedKeyBindingSchema).max(LIMITS.keyBindingsMax),
  createdBy: addressSchema,
  createdAt: unixSecondsSchema,
  keyBackups: z.array(keyBackupSchema).max(LIMITS.keyBackupSlotsMax),
  writeGrantUses: z
    .array(z.strictObject({ grantId: bytes32Schema, uses: z.number().int().min(1).max(100) }))
    .max(LIMITS.writeGrantsPerItemMax),
});
export type UserItem = z.output<typeof userItemSchema>;

export const recordItemSchema = storedRecordSchema;
export const shareItemSchema = shareSummarySchema.extend({
  keys: z
    .array(
      z.strictObject({
        record: bytes32Schema,
        version: z.number().int().min(1),
        wrappedKey: wrappedKeySchema.nullable(),
      }),
    )
    .min(1)
    .max(LIMITS.recordsPerShareMax),
});
/** The bytes that an item is sent as and that a manifest has the hash of: JSON with the members in this order. */
export function formatRecordItem(item: z.input<typeof recordItemSchema>): string {
  const { header, delegation, wrappedKey, envelopeBytes } = item;
  const { message, signature } = delegation;
  return JSON.stringify({ header, delegation: { message, signature }, wrappedKey, envelopeBytes });
}

export function itemHash(item: string | Uint8Array): Bytes32 {
  return sha256(item);
}
