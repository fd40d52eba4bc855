import * as z from "zod";
import { sha256 } from "./bytes.ts";
import { decidedAtSchema } from "./index-status.ts";
import { LIMITS } from "./limits.ts";
import { originSchema } from "./origin.ts";
import { addressSchema, type Bytes32, bytes32Schema, unixSecondsSchema } from "./primitives.ts";
import { jwsSchema, type StatementKind } from "./signed-statement.ts";

/**
 * What a node states about one read by a grantee: who read what of whose, and at which block that was decided. The
 * receipts of an owner at a node are a chain: each names the one before it by hash.
 */
export const receiptSchema = z
  .strictObject({
    v: z.literal(1),
    /** The node that gave the answer and signs. */
    node: originSchema,
    /** Whose data was read. */
    owner: bytes32Schema,
    /** Number in the owner's chain at this node, from 1, without gaps. */
    seq: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
    /** SHA-256 of the JWS before it; null exactly at seq 1. */
    prev: bytes32Schema.nullable(),
    /** The account that read. */
    reader: addressSchema,
    share: bytes32Schema,
    /** The record whose envelope was read; null where it was the share, with its wrapped keys. */
    record: bytes32Schema.nullable(),
    iat: unixSecondsSchema,
    decidedAt: decidedAtSchema,
  })
  .refine(({ seq, prev }) => (seq === 1) === (prev === null), "prev is null exactly at seq 1");
export type Receipt = z.infer<typeof receiptSchema>;

export const RECEIPT: StatementKind<Receipt> = { type: "idos-receipt+jwt", claims: receiptSchema };

export const receiptJwsSchema = jwsSchema(LIMITS.receiptBytesMax);

/** The hash under which the next receipt names this one. */
export function receiptHash(jws: string): Bytes32 {
  return sha256(jws);
}
