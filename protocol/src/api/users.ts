import * as z from "zod";
import { LIMITS } from "../limits.ts";
import { addressSchema, bytes32Schema, unixSecondsSchema } from "../primitives.ts";
import {
  accountEntrySchema,
  signedAccountLinkSchema,
  signedAccountUnlinkSchema,
  signedKeyBindingSchema,
} from "../typed-data/signed.ts";

/** POST /v1/users (by a provider): the founding link, signed by the user's wallet. */
export const createUserSchema = signedAccountLinkSchema;
/** POST /v1/me/accounts: a further link, signed by the new account and by one linked before. */
export const linkAccountSchema = signedAccountLinkSchema.required();
/** POST /v1/me/accounts/unlink. */
export const unlinkAccountSchema = signedAccountUnlinkSchema;
/** PUT /v1/me/key-binding. */
export const putKeyBindingSchema = signedKeyBindingSchema;

/** A user as anyone signed in may see her: enough to encrypt to her, and to verify that it is her key. */
export const publicUserSchema = z.strictObject({
  userId: bytes32Schema,
  /** The founding one first, then in the order of linking; those that have left stay, so that what they signed before can be verified. */
  accounts: z.array(accountEntrySchema).max(LIMITS.accountHistoryMax),
  keyBinding: signedKeyBindingSchema.nullable(),
  /** Those that it replaced, from the oldest: each consents to the next one (see `keyBindingFault`). */
  earlierKeyBindings: z.array(signedKeyBindingSchema).max(LIMITS.keyBindingsMax),
});
export type PublicUser = z.infer<typeof publicUserSchema>;

/** GET /v1/me. */
export const meSchema = publicUserSchema.extend({
  createdBy: addressSchema,
  createdAt: unixSecondsSchema,
});
export type Me = z.infer<typeof meSchema>;
