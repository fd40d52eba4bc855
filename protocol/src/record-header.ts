import type { CryptoKey as JoseKey } from "jose";
import * as z from "zod";
import { sha256 } from "./bytes.ts";
import type { DidKey } from "./did-key.ts";
import { LIMITS } from "./limits.ts";
import { addressSchema, type Bytes32, bytes32Schema, unixSecondsSchema } from "./primitives.ts";
import { jwsSchema, signStatement, type StatementKind, verifyStatement } from "./signed-statement.ts";
import { signedWriteGrantSchema } from "./typed-data/signed.ts";

/** The signed header of a record's version is a compact JWS (RFC 7515) of this type. */
export const HEADER_TYPE = "idos-header+jwt";

export const recordKindSchema = z.enum(["attribute", "credential"]);
export type RecordKind = z.infer<typeof recordKindSchema>;

/**
 * What the author of a record's version states about it. Each names the header it replaces by hash, so a
 * node can neither forge a version nor present an old one as the latest to a reader who saw a later one.
 */
export const recordHeaderSchema = z
  .strictObject({
    v: z.literal(1),
    owner: bytes32Schema,
    record: bytes32Schema,
    /** From 1, rising by one. */
    version: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
    /** SHA-256 of the replaced header's JWS; null at version 1. */
    prev: bytes32Schema.nullable(),
    /** SHA-256 of the envelope; null when deleted. */
    envelope: bytes32Schema.nullable(),
    deleted: z.boolean(),
    kind: recordKindSchema,
    /** The account whose session key signs. */
    author: addressSchema,
    iat: unixSecondsSchema,
    /** Present exactly when the author is an issuer and not the owner. */
    writeGrant: signedWriteGrantSchema.optional(),
  })
  .refine((header) => (header.version === 1) === (header.prev === null), "prev is null exactly at version 1")
  .refine((header) => header.deleted === (header.envelope === null), "envelope is null exactly when deleted");
export type RecordHeader = z.infer<typeof recordHeaderSchema>;

const RECORD_HEADER: StatementKind<RecordHeader> = { type: HEADER_TYPE, claims: recordHeaderSchema };

export const headerJwsSchema = jwsSchema(LIMITS.headerJwsBytesMax);

/** The hash under which the next version names this one. */
export function headerHash(jws: string): Bytes32 {
  return sha256(jws);
}

export function signHeader(header: RecordHeader, sessionKey: DidKey, privateKey: JoseKey): Promise<string> {
  return signStatement(RECORD_HEADER, header, sessionKey, privateKey);
}

/** As `verifyStatement`. */
export async function verifyHeader(
  jws: string,
): Promise<{ header: RecordHeader; sessionKey: DidKey } | undefined> {
  const verified = await verifyStatement(RECORD_HEADER, jws);
  return verified && { header: verified.claims, sessionKey: verified.sessionKey };
}
