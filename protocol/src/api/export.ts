import * as z from "zod";
import { LIMITS } from "../limits.ts";
import { base64urlSchema } from "../bytes.ts";
import { keyBackupSchema } from "../key-backup.ts";
import { originSchema } from "../origin.ts";
import { receiptJwsSchema } from "../receipt.ts";
import { addressSchema, bytes32Schema, unixSecondsSchema } from "../primitives.ts";
import { delegationSchema, signedAccountLinkSchema, signedKeyBindingSchema } from "../typed-data/signed.ts";
import { storedRecordSchema, wrappedKeySchema } from "./records.ts";
import { accessRequestSchema } from "./requests.ts";
import { shareSummarySchema } from "./shares.ts";

const userLineSchema = z.strictObject({
  type: z.literal("user"),
  v: z.literal(1),
  userId: bytes32Schema,
  createdBy: addressSchema,
  createdAt: unixSecondsSchema,
  /** The node that exports, and when it began. */
  node: originSchema,
  exportedAt: unixSecondsSchema,
});

const recordLineSchema = z.strictObject({ type: z.literal("record"), record: storedRecordSchema });

/** The part of the envelope of the record line before that begins at `offset`. */
const envelopeLineSchema = z.strictObject({
  type: z.literal("envelope"),
  record: bytes32Schema,
  offset: z.number().int().min(0).max(LIMITS.envelopeBytesMax),
  bytes: base64urlSchema(LIMITS.exportChunkBytesMax),
});

const shareLineSchema = z.strictObject({
  type: z.literal("share"),
  share: shareSummarySchema,
  keys: z.array(
    z.strictObject({
      record: bytes32Schema,
      version: z.number().int().min(1),
      wrappedKey: wrappedKeySchema.nullable(),
    }),
  ),
});

const DATA_LINES = [
  userLineSchema,
  z.strictObject({ type: z.literal("account"), account: signedAccountLinkSchema }),
  z.strictObject({ type: z.literal("key-binding"), keyBinding: signedKeyBindingSchema }),
  z.strictObject({ type: z.literal("key-backup"), keyBackup: keyBackupSchema }),
  recordLineSchema,
  envelopeLineSchema,
  shareLineSchema,
  z.strictObject({ type: z.literal("request"), request: accessRequestSchema }),
  z.strictObject({
    type: z.literal("write-grant-use"),
    grantId: bytes32Schema,
    uses: z.number().int().min(1),
  }),
  z.strictObject({ type: z.literal("receipt"), receipt: receiptJwsSchema }),
  z.strictObject({
    type: z.literal("session"),
    delegation: delegationSchema,
    expiresAt: unixSecondsSchema,
  }),
] as const;

export type ExportDataLine = z.input<(typeof DATA_LINES)[number]>;

/** The last line, without which an export is not whole. */
export const exportEndSchema = z.strictObject({
  type: z.literal("end"),
  /** How many lines of each type came before. */
  counts: z.record(z.string().max(32), z.number().int().min(1)),
  /** SHA-256 of every byte before this line. */
  sha256: bytes32Schema,
});

/** GET /v1/me/export: a line each, `user` first and `end` last. A later `record` line replaces an earlier one. */
export const exportLineSchema = z.discriminatedUnion("type", [...DATA_LINES, exportEndSchema]);
export type ExportLine = z.output<typeof exportLineSchema>;
