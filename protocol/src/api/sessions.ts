import * as z from "zod";
import { chainIdSchema, finalitySchema } from "../chain.ts";
import { didKeySchema } from "../did-key.ts";
import { LIMITS } from "../limits.ts";
import { originSchema } from "../origin.ts";
import { addressSchema, bytes32Schema, unixSecondsSchema } from "../primitives.ts";
import { scopeSchema } from "../scopes.ts";
import { delegationSchema } from "../typed-data/signed.ts";

/** A contract that a node follows. */
export const followedChainSchema = z.strictObject({
  chainId: chainIdSchema,
  contract: addressSchema,
  /** A number n: a grant in block B counts from block B + n on. A tag: once the chain calls B so. */
  finality: finalitySchema,
});
export type FollowedChain = z.infer<typeof followedChainSchema>;

/** GET /v1/info: what a client must know of a node before it signs anything for it. */
export const nodeInfoSchema = z.strictObject({
  origin: originSchema,
  /** The key that signs the node's receipts. */
  key: didKeySchema,
  /** Each chain once; the first is meant where a request names none. */
  chains: z.array(followedChainSchema).min(1),
  staleAfterSeconds: z.number().min(0),
});
/** What a node says about itself. */
export type NodeInfo = z.infer<typeof nodeInfoSchema>;

/** POST /v1/challenges answers with a nonce to sign within its time, once. */
export const challengeSchema = z.strictObject({
  nonce: z
    .string()
    .length(LIMITS.nonceCharacters)
    .regex(/^[A-Za-z0-9]*$/, "letters and digits"),
  expiresAt: unixSecondsSchema,
});
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

/** A live session as the person whose it is sees it. */
export const listedSessionSchema = z.strictObject({
  session: didKeySchema,
  account: addressSchema,
  /** Host of the page that asked for it; a backend's names the node's. */
  site: z.string(),
  scopes: z.array(scopeSchema),
  issuedAt: unixSecondsSchema,
  expiresAt: unixSecondsSchema,
  /** Whether it is the one that asks. */
  current: z.boolean(),
});
export type ListedSession = z.infer<typeof listedSessionSchema>;

/** GET /v1/sessions: of every account of the caller's user, the newest first. */
export const sessionListSchema = z.strictObject({ sessions: z.array(listedSessionSchema) });
