import * as z from "zod";
import { base64urlSchema } from "../bytes.ts";
import { LIMITS } from "../limits.ts";
import { bytes32Schema, decimalSchema } from "../primitives.ts";
import { headerJwsSchema } from "../record-header.ts";
import { delegationSchema } from "../typed-data/signed.ts";

export const wrappedKeySchema = base64urlSchema(LIMITS.wrappedKeyBytes).refine(
  (bytes) => bytes.length === LIMITS.wrappedKeyBytes,
  `a wrapped key is ${LIMITS.wrappedKeyBytes} bytes`,
);

/**
 * PUT /v1/records/:record. The envelope is staged before; this one step makes it the record's version,
 * with the new content key wrapped for the owner and for each share that is to keep seeing the record.
 * A share that is not named here loses the record until it is shared again.
 */
export const putRecordSchema = z.strictObject({
  header: headerJwsSchema,
  wrappedKey: wrappedKeySchema,
  shareKeys: z
    .array(z.strictObject({ share: bytes32Schema, wrappedKey: wrappedKeySchema }))
    .max(LIMITS.sharesPerRecordMax),
});

/** DELETE /v1/records/:record destroys the envelope and every wrapped key; the signed header remains. */
export const deleteRecordSchema = z.strictObject({ header: headerJwsSchema });

/** PUT /v1/records/:record/key replaces the owner's wrapped key, as when she has a new key pair. */
export const putRecordKeySchema = z.strictObject({
  /** Of the version whose content key is wrapped; another one than the current is refused. */
  headerHash: bytes32Schema,
  wrappedKey: wrappedKeySchema,
});

/** What a node keeps of a record's current version. Readers verify the header and its delegation. */
export const storedRecordSchema = z.strictObject({
  header: headerJwsSchema,
  delegation: delegationSchema,
  /** For the owner; null when deleted. */
  wrappedKey: wrappedKeySchema.nullable(),
  envelopeBytes: z.number().int().min(0),
});
export type StoredRecord = z.infer<typeof storedRecordSchema>;

export const cursorSchema = z.string().max(256);

/** Query of every listing. */
export const pageQuerySchema = z.strictObject({
  cursor: cursorSchema.optional(),
  limit: decimalSchema.pipe(z.number().min(1).max(LIMITS.pageSizeMax)).default(LIMITS.pageSizeMax),
});

/** GET /v1/records: the caller's own, deleted ones excluded. */
export const recordPageSchema = z.strictObject({
  records: z.array(storedRecordSchema),
  next: cursorSchema.nullable(),
});
export type RecordPage = z.infer<typeof recordPageSchema>;
