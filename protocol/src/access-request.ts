import * as z from "zod";
import { base64urlSchema } from "./bytes.ts";
import { chainIdSchema } from "./chain.ts";
import { LIMITS } from "./limits.ts";
import { addressSchema, bytes32Schema, unixSecondsSchema } from "./primitives.ts";
import { jwsSchema, type StatementKind } from "./signed-statement.ts";

const bodyBytesSchema = base64urlSchema(LIMITS.requestBodyBytesMax);

/**
 * What a requester states when he asks an owner for access. He signs it, so that a node can neither invent a request
 * in his name nor change what it asks for.
 */
export const accessRequestDocumentSchema = z.strictObject({
  v: z.literal(1),
  /** Random; drawn by the requester. */
  request: bytes32Schema,
  /** The account of the owner's that is asked. */
  ownerAccount: addressSchema,
  /** The account that asks, whose session key signs: the one that a grant is to name. */
  requester: addressSchema,
  /** The chain that the grant is asked for on. */
  chainId: chainIdSchema,
  /** Until when access is asked for, in Unix seconds; null for access without an end. */
  accessUntil: unixSecondsSchema.nullable(),
  /** When the request lapses if nobody has answered it, in Unix seconds. */
  expiresAt: unixSecondsSchema,
  /**
   * base64url of crypto_box_seal(what is asked for and why) to the owner's X25519 key, of at least the seal's own 48
   * bytes. Opaque to nodes.
   */
  body: z
    .string()
    .refine(
      (text) => (bodyBytesSchema.safeParse(text).data?.length ?? 0) >= LIMITS.sealBytes,
      `base64url of ${LIMITS.sealBytes} to ${LIMITS.requestBodyBytesMax} bytes`,
    ),
  iat: unixSecondsSchema,
});
export type AccessRequestDocument = z.infer<typeof accessRequestDocumentSchema>;

export const ACCESS_REQUEST: StatementKind<AccessRequestDocument> = {
  type: "idos-request+jwt",
  claims: accessRequestDocumentSchema,
};

export const accessRequestJwsSchema = jwsSchema(LIMITS.requestDocumentBytesMax);
