import * as z from "zod";
import { sha256 } from "../bytes.ts";
import { LIMITS } from "../limits.ts";
import { originSchema } from "../origin.ts";
import { addressSchema, type Bytes32, bytes32Schema, unixSecondsSchema } from "../primitives.ts";
import { jwsSchema, type StatementKind } from "../signed-statement.ts";

/**
 * What an owner states about everything of hers: she signs the hash of its manifest, under a revision that rises. So no
 * node can leave out what she has, bring back what she replaced, or add what she did not see.
 */
export const ownerHeadSchema = z
  .strictObject({
    v: z.literal(1),
    owner: bytes32Schema,
    /** From 1, rising by one. */
    revision: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
    /** SHA-256 of the JWS of the head that this one replaces; null at revision 1. */
    prev: bytes32Schema.nullable(),
    /** SHA-256 of the manifest's bytes. */
    manifest: bytes32Schema,
    /** Origins of the nodes that may hold her data; null: all that the node she writes to works with. */
    nodes: z.array(originSchema).min(1).max(LIMITS.headNodesMax).nullable(),
    /** The account whose session key signs. */
    author: addressSchema,
    iat: unixSecondsSchema,
  })
  .refine(({ revision, prev }) => (revision === 1) === (prev === null), "prev is null exactly at revision 1");
export type OwnerHead = z.infer<typeof ownerHeadSchema>;

export const OWNER_HEAD: StatementKind<OwnerHead> = { type: "idos-head+jwt", claims: ownerHeadSchema };

export const ownerHeadJwsSchema = jwsSchema(LIMITS.ownerHeadJwsBytesMax);

/** The hash under which the next head names this one. */
export function ownerHeadHash(jws: string): Bytes32 {
  return sha256(jws);
}
