import { addressSchema, LIMITS } from "@idos/protocol";
import * as z from "zod";
import { messageBytes } from "./bytes.ts";
import { VAULT_MESSAGES } from "./handshake.ts";

/** A person reads it: no control character, and none that turns the direction of what follows. */
const shownText = (charactersMax: number) =>
  z
    .string()
    .min(1)
    .max(charactersMax)
    .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u, "no control or formatting characters");

/** Who is there, and whether she has keys. */
const connectSchema = z.strictObject({ type: z.literal("connect") });

/** Access to her records of these types, for an account of the requester's. */
const grantSchema = z.strictObject({
  type: z.literal("grant"),
  records: z.array(shownText(255)).min(1).max(LIMITS.recordsPerShareMax),
  grantee: addressSchema,
  purpose: shownText(LIMITS.purposeCharactersMax),
  expiresInDays: z.int().min(1).max(3650),
});
export type GrantAsked = z.infer<typeof grantSchema>;

/** Lets the frame of a first party hold the keys until it is idle. */
const unlockSchema = z.strictObject({ type: z.literal("unlock") });

/** What the popup is asked: one thing, since it is opened for it. */
export const popupRequestSchema = z.discriminatedUnion("type", [connectSchema, grantSchema, unlockSchema]);
export type PopupRequest = z.infer<typeof popupRequestSchema>;

/** What the frame of a first party is asked. */
export const frameRequestSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("status") }),
  // Answered once the frame holds keys.
  z.strictObject({ type: z.literal("await-keys") }),
  z.strictObject({
    type: z.literal("decrypt"),
    envelope: messageBytes(1, LIMITS.envelopeBytesMax),
    wrappedKey: messageBytes(LIMITS.wrappedKeyBytes, LIMITS.wrappedKeyBytes),
  }),
  z.strictObject({ type: z.literal("lock") }),
]);
export type FrameRequest = z.infer<typeof frameRequestSchema>;

/** One request on a port. `id` is the requester's, and used once. */
export const enclosed = <Request extends z.ZodType>(request: Request) =>
  z.strictObject({ v: z.literal(VAULT_MESSAGES), id: z.uuid(), request });
