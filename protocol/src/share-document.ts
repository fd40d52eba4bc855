import { z } from "zod";
import { LIMITS } from "./limits.ts";
import { addressSchema, bytes32Schema, unixSecondsSchema } from "./primitives.ts";
import { jwsSchema, type StatementKind } from "./signed-statement.ts";

/** Words that a person reads: no control characters and no halves of a character. */
export const purposeSchema = z
  .string()
  .min(1)
  .max(LIMITS.purposeCharactersMax)
  .refine((text) => !/\p{Cc}/u.test(text) && text.isWellFormed(), "control characters are not allowed");

/**
 * What an owner states about a share of hers: for whom, what for, and which records. She signs it, so that a node
 * can neither invent a share of hers nor widen one, and so get keys wrapped that she never meant to give.
 */
export const shareDocumentSchema = z
  .strictObject({
    v: z.literal(1),
    share: bytes32Schema,
    owner: bytes32Schema,
    /** The owner's account that makes the grant on chain. */
    ownerAccount: addressSchema,
    grantee: addressSchema,
    purpose: purposeSchema,
    records: z.array(bytes32Schema).min(1).max(LIMITS.recordsPerShareMax),
    /** The owner's account whose session key signs. */
    author: addressSchema,
    iat: unixSecondsSchema,
  })
  .refine(({ records }) => new Set(records).size === records.length, "a record stands in the share twice");
export type ShareDocument = z.infer<typeof shareDocumentSchema>;

export const SHARE_DOCUMENT: StatementKind<ShareDocument> = {
  type: "idos-share+jwt",
  claims: shareDocumentSchema,
};

export const shareDocumentJwsSchema = jwsSchema(LIMITS.shareDocumentBytesMax);
