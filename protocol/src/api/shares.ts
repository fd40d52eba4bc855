import * as z from "zod";
import { chainIdSchema } from "../chain.ts";
import { decidedAtSchema } from "../index-status.ts";
import { LIMITS } from "../limits.ts";
import {
  type Address,
  addressSchema,
  blockNumberSchema,
  type Bytes32,
  bytes32Schema,
  decimalSchema,
  unixSecondsSchema,
} from "../primitives.ts";
import { shareDocumentJwsSchema } from "../share-document.ts";
import { delegationSchema } from "../typed-data/signed.ts";
import { cursorSchema, pageQuerySchema, storedRecordSchema, wrappedKeySchema } from "./records.ts";

/** PUT /v1/shares/:share creates a share or replaces it whole. It gives no access: the grant on chain does. */
export const putShareSchema = z.strictObject({
  /** The share as its owner signed it with the calling session's key. */
  document: shareDocumentJwsSchema,
  /** A key for each of the document's records, in its order. */
  records: z
    .array(
      z.strictObject({
        record: bytes32Schema,
        /** The record's version whose content key is wrapped. */
        version: z.number().int().min(1),
        wrappedKey: wrappedKeySchema,
      }),
    )
    .min(1)
    .max(LIMITS.recordsPerShareMax),
});

/** A record as a share shows it. Deleted: only the signed header that says so. */
export const sharedRecordSchema = storedRecordSchema.omit({ wrappedKey: true }).extend({
  record: bytes32Schema,
  /** For the grantee; null when the record was deleted or rewritten without this share. */
  wrappedKey: wrappedKeySchema.nullable(),
});
export type SharedRecord = z.infer<typeof sharedRecordSchema>;

/** A share without its keys. What it is stands in the document; readers verify it with its delegation. */
export const shareSummarySchema = z.strictObject({
  document: shareDocumentJwsSchema,
  delegation: delegationSchema,
  createdAt: unixSecondsSchema,
});
export type ShareSummary = z.infer<typeof shareSummarySchema>;

/** GET /v1/shares/:share. `decidedAt` is null for the owner, whose own reads need no grant. */
export const shareSchema = shareSummarySchema.extend({
  records: z.array(sharedRecordSchema),
  decidedAt: decidedAtSchema.nullable(),
});
export type Share = z.infer<typeof shareSchema>;

/** A block's number, or the hash of a transaction with an event of the contract: the block that holds it. */
export const atLeastSchema = z.union([decimalSchema.pipe(blockNumberSchema), bytes32Schema]);
export type AtLeast = z.output<typeof atLeastSchema>;

/** What every query of shares may say: on which chain the grants are, by default the node's first, and how fresh. */
const DECISION = {
  chainId: decimalSchema.pipe(chainIdSchema).optional(),
  /** Decide at this block or a later one, waiting for it within a bound. */
  atLeast: atLeastSchema.optional(),
};

/** What a grantee of a sealed share shows with a read: its node does not know at rest whom the share is for. */
export interface SealOpening {
  /** The owner's account that makes the grant. */
  readonly owner: Address;
  /** The one of the sealed grant's handle. */
  readonly salt: Bytes32;
}

/** Query of a read of a share. `owner` and `salt`, both or neither: the opening of a sealed share. */
export const shareReadQuerySchema = z
  .strictObject({ ...DECISION, owner: addressSchema.optional(), salt: bytes32Schema.optional() })
  .refine(
    ({ owner, salt }) => (owner === undefined) === (salt === undefined),
    "a sealed share takes owner and salt, others neither",
  )
  .transform(({ chainId, atLeast, owner, salt }) => {
    const opening: SealOpening | undefined =
      owner === undefined || salt === undefined ? undefined : { owner, salt };
    return { chainId, atLeast, opening };
  });
export type ShareReadQuery = z.output<typeof shareReadQuerySchema>;

/**
 * GET /v1/shares?as=owner: the caller's own on one chain. as=grantee: the public ones granted there to the caller's
 * account now; of a sealed one the node does not know whom it is for.
 */
export const listSharesQuerySchema = pageQuerySchema.extend({
  as: z.enum(["owner", "grantee"]),
  ...DECISION,
});
export type ListSharesQuery = z.output<typeof listSharesQuerySchema>;

export const sharePageSchema = z.strictObject({
  /** `lastReadAt`: by the grantee at this node; null where he has not, and of another's share. */
  shares: z.array(shareSummarySchema.extend({ lastReadAt: unixSecondsSchema.nullable() })),
  next: cursorSchema.nullable(),
  decidedAt: decidedAtSchema.nullable(),
});
export type SharePage = z.infer<typeof sharePageSchema>;
