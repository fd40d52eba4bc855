import { TypedDataEncoder } from "ethers";
import * as z from "zod";
import { LIMITS } from "../limits.ts";
import { type Bytes32, parseBytes32 } from "../primitives.ts";
import { jwsSchema } from "../signed-statement.ts";
import { accountLinkSchema } from "./account-link.ts";
import { accountUnlinkSchema } from "./account-unlink.ts";
import type { TypedData } from "./domain.ts";
import { keyBindingSchema } from "./key-binding.ts";
import { userErasureSchema } from "./user-erasure.ts";
import { writeGrantSchema } from "./write-grant.ts";

/** A wallet's signature: 65 bytes for a key account, whatever an ERC-1271 account takes, as lowercase hex. */
export const signatureSchema = z
  .string()
  .regex(/^0x(?:[0-9a-f]{2})+$/, "a signature is lowercase hexadecimal")
  .max(2 + 2 * LIMITS.signatureBytesMax);

/** `signature` is by `link.account`; `linkedBySignature` by `link.linkedBy`, absent on the founding link. */
export const signedAccountLinkSchema = z.strictObject({
  link: accountLinkSchema,
  signature: signatureSchema,
  linkedBySignature: signatureSchema.optional(),
});
/** An account's signed statement that it belongs to a user. */
export type SignedAccountLink = z.infer<typeof signedAccountLinkSchema>;

/**
 * `signature` is by `unlink.unlinkedBy`; `accountSignature` by the leaving account itself, absent where the other one was
 * linked earlier and so needs no consent.
 */
export const signedAccountUnlinkSchema = z.strictObject({
  unlink: accountUnlinkSchema,
  signature: signatureSchema,
  accountSignature: signatureSchema.optional(),
});
export type SignedAccountUnlink = z.infer<typeof signedAccountUnlinkSchema>;

/** An account of a user's: how it came and, where it has left, how it left. */
export const accountEntrySchema = signedAccountLinkSchema.extend({
  unlinked: signedAccountUnlinkSchema.optional(),
});
export type AccountEntry = z.infer<typeof accountEntrySchema>;

export const signedKeyBindingSchema = z.strictObject({
  binding: keyBindingSchema,
  signature: signatureSchema,
  /** By the key that this binding replaces: see `KEY_SUCCESSION`. Absent on a user's first one. */
  succession: jwsSchema(LIMITS.keySuccessionBytesMax).optional(),
});
export type SignedKeyBinding = z.infer<typeof signedKeyBindingSchema>;

/** Parses a write grant from a holder's page. It tells nothing about the signature. */
export const signedWriteGrantSchema = z.strictObject({ grant: writeGrantSchema, signature: signatureSchema });
/** A holder's signed permission to add records to her data. */
export type SignedWriteGrant = z.infer<typeof signedWriteGrantSchema>;

/** DELETE /v1/me. */
export const signedUserErasureSchema = z.strictObject({
  erasure: userErasureSchema,
  signature: signatureSchema,
});
export type SignedUserErasure = z.infer<typeof signedUserErasureSchema>;

/** A sign-in message with its wallet's signature: what makes a session key's signatures the account's own. */
export const delegationSchema = z.strictObject({
  message: z.string().max(LIMITS.signInMessageBytesMax),
  signature: signatureSchema,
});
export type Delegation = z.infer<typeof delegationSchema>;

/** The digest that a wallet signs: EIP-712's `hashStruct` under its domain. */
export function typedDataDigest({ domain, types, message }: TypedData): Bytes32 {
  return parseBytes32(TypedDataEncoder.hash(domain, types, message));
}
