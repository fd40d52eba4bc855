import * as z from "zod";
import { LIMITS } from "../limits.ts";
import { decimalSchema } from "../primitives.ts";
import { ownerHeadJwsSchema } from "../replication/owner-head.ts";
import { delegationSchema } from "../typed-data/signed.ts";

/** A head and what makes its signature the owner's. */
export const signedOwnerHeadSchema = z.strictObject({
  head: ownerHeadJwsSchema,
  delegation: delegationSchema,
});
export type SignedOwnerHead = z.infer<typeof signedOwnerHeadSchema>;

/** GET /v1/me/head: the head in force, and the manifest of what the caller has now, which the next head is to sign. */
export const ownHeadSchema = z.strictObject({
  current: signedOwnerHeadSchema.nullable(),
  manifest: z.string().max(LIMITS.manifestBytesMax),
});
export type OwnHead = z.infer<typeof ownHeadSchema>;

/** PUT /v1/me/head, signed by the calling session. */
export const putOwnHeadSchema = z.strictObject({ head: ownerHeadJwsSchema });

const sequenceSchema = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Query of the change feed: what came after this number. */
export const feedQuerySchema = z.strictObject({ after: decimalSchema.pipe(sequenceSchema).default(0) });

/** GET /v1/replication/heads: by rising number, each owner's newest head once. */
export const headFeedSchema = z.strictObject({
  heads: z.array(signedOwnerHeadSchema.extend({ seq: sequenceSchema })).max(LIMITS.feedPageSizeMax),
  /** What to ask after next. */
  next: sequenceSchema,
  /** The newest number at this node; where it is less than `after`, the node's feed has begun anew. */
  last: sequenceSchema,
});
export type HeadFeed = z.infer<typeof headFeedSchema>;
