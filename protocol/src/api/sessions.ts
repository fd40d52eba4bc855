import { z } from "zod";
import { didKeySchema } from "../did-key.ts";
import { originSchema } from "../origin.ts";
import { addressSchema, bytes32Schema, unixSecondsSchema } from "../primitives.ts";
import { scopeSchema } from "../scopes.ts";
import { delegationSchema } from "../typed-data/signed.ts";

/** GET /v1/info: what a client must know of a node before it signs anything for it. */
export const nodeInfoSchema = z.strictObject({
  origin: originSchema,
  chainId: z.number().int().min(1),
  contract: addressSchema,
  /** How many blocks on top make a grant count: one in block B is readable from B + confirmations. */
  confirmations: z.number().int().min(0),
  staleAfterSeconds: z.number().min(0),
});
export type NodeInfo = z.infer<typeof nodeInfoSchema>;

/** POST /v1/challenges answers with a nonce to sign within its time, once. */
export const challengeSchema = z.strictObject({ nonce: z.string(), expiresAt: unixSecondsSchema });
export type Challenge = z.infer<typeof challengeSchema>;

/** POST /v1/sessions takes a signed sign-in message. */
export const createSessionSchema = delegationSchema;

export const sessionSchema = z.strictObject({
  session: didKeySchema,
  account: addressSchema,
  userId: bytes32Schema.nullable(),
  scopes: z.array(scopeSchema),
  expiresAt: unixSecondsSchema,
});
export type Session = z.infer<typeof sessionSchema>;
