import * as z from "zod";
import { base64urlSchema } from "./bytes.ts";
import { chainIdSchema } from "./chain.ts";
import { grantHandle } from "./grant-hashing.ts";
import { LIMITS } from "./limits.ts";
import { addressSchema, type Bytes32, bytes32Schema, unixSecondsSchema } from "./primitives.ts";
import { jwsSchema, type StatementKind } from "./signed-statement.ts";

/** Words that a person reads: no control characters and no halves of a character. */
export const purposeSchema = z
  .string()
  .min(1)
  .max(LIMITS.purposeCharactersMax)
  .refine((text) => !/\p{Cc}/u.test(text) && text.isWellFormed(), "control characters are not allowed");

const forOwnerBytesSchema = base64urlSchema(LIMITS.sealedForOwnerBytes);

/** Whom a share is for, where neither chain nor node is to know at rest. */
const sealedSchema = z.strictObject({
  /** The sealed grant's key under the owner account: the hash of grantee, share and salt. */
  handle: bytes32Schema,
  /**
   * base64url of crypto_box_seal(grantee's account, 20 bytes, || his X25519 key, 32 bytes, || seed of the salt, 32 bytes)
   * to the owner's own X25519 key, for her to find on another device. Opaque to nodes.
   */
  forOwner: z
    .string()
    .refine(
      (text) => forOwnerBytesSchema.safeParse(text).data?.length === LIMITS.sealedForOwnerBytes,
      `base64url of ${LIMITS.sealedForOwnerBytes} bytes`,
    ),
});

const CLAIMS = {
  v: z.literal(1),
  share: bytes32Schema,
  owner: bytes32Schema,
  /** The chain that the grant is on: one on another chain says nothing about this share. */
  chainId: chainIdSchema,
  /** The owner's account that makes the grant there. */
  ownerAccount: addressSchema,
  purpose: purposeSchema,
  records: z.array(bytes32Schema).min(1).max(LIMITS.recordsPerShareMax),
  /** The owner's account whose session key signs. */
  author: addressSchema,
  iat: unixSecondsSchema,
};

/**
 * What an owner states about a share of hers: for whom, what for, and which records. She signs it, so that a node
 * can neither invent a share of hers nor widen one, and so get keys wrapped that she never meant to give.
 *
 * A public share names its `grantee`; a sealed one has `sealed` in its place.
 */
export const shareDocumentSchema = z
  .union([
    z.strictObject({ ...CLAIMS, grantee: addressSchema }),
    z.strictObject({ ...CLAIMS, sealed: sealedSchema }),
  ])
  .refine(({ records }) => new Set(records).size === records.length, "a record stands in the share twice");
export type ShareDocument = z.infer<typeof shareDocumentSchema>;

/** The handle, under the owner account, of the grant that makes the share readable. */
export function shareHandle(document: ShareDocument): Bytes32 {
  return "sealed" in document ? document.sealed.handle : grantHandle(document.grantee, document.share);
}

export const SHARE_DOCUMENT: StatementKind<ShareDocument> = {
  type: "idos-share+jwt",
  claims: shareDocumentSchema,
};

export const shareDocumentJwsSchema = jwsSchema(LIMITS.shareDocumentBytesMax);
