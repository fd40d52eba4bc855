import { addressSchema, blockNumberSchema, bytes32Schema, LIMITS } from "@idos/protocol";
import * as z from "zod";
import { messageBytes } from "./bytes.ts";
import { VAULT_MESSAGES } from "./handshake.ts";

export const refusalCodeSchema = z.enum([
  "ARGUMENT_INVALID",
  "VAULT_DECLINED",
  "VAULT_NOT_ALLOWED",
  "VAULT_BUSY",
  "KEYS_LOCKED",
  "DECRYPTION_FAILED",
]);
export type RefusalCode = z.infer<typeof refusalCodeSchema>;

/** None of them holds a key, and "plaintext" is for first parties. */
export const answerSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("connected"), account: addressSchema, hasKeys: z.boolean() }),
  z.strictObject({
    type: z.literal("granted"),
    account: addressSchema,
    shareId: bytes32Schema,
    /** Null where the node waits for the chain to call the grant's block safe or finalized. */
    readableFromBlock: blockNumberSchema.nullable(),
  }),
  z.strictObject({ type: z.literal("unlocked"), account: addressSchema }),
  z.strictObject({ type: z.literal("status"), isUnlocked: z.boolean() }),
  z.strictObject({
    type: z.literal("plaintext"),
    contentType: z.string(),
    bytes: messageBytes(0, LIMITS.envelopeBytesMax),
  }),
  z.strictObject({ type: z.literal("locked") }),
  z.strictObject({ type: z.literal("refused"), code: refusalCodeSchema }),
]);
export type Answer = z.infer<typeof answerSchema>;
export type AnswerOf<Type extends Answer["type"]> = Extract<Answer, { type: Type }>;

/** `id` is null where the request had none that could be read. */
export const enclosedAnswerSchema = z.strictObject({
  v: z.literal(VAULT_MESSAGES),
  id: z.uuid().nullable(),
  answer: answerSchema,
});

export function refused(code: RefusalCode): Answer {
  return { type: "refused", code };
}
