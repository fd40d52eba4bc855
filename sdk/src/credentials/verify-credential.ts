import { type Bytes32, fromHex, TIMES, toBase64url } from "@idos/protocol";
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from "jose";
import * as z from "zod";
import { IdosError } from "../errors/idos-error.ts";
import type { JsonValue } from "../records/content.ts";
import { decodeSdJwt, RESERVED_CLAIMS, SD_JWT_TYPE } from "./sd-jwt.ts";

/** Which check a credential failed, in the order in which they are made. */
export type CredentialCheck = "form" | "issuer" | "signature" | "type" | "expiry" | "holder";

/** Which credentials a verifier accepts: of which issuers and types. */
export interface CredentialRequirements {
  /** The issuers that this verifier trusts, by their URL, with the keys it pins for each. */
  readonly issuers: Readonly<Record<string, JSONWebKeySet>>;
  /** The credential types it accepts. */
  readonly vcts: readonly string[];
}

/** What a credential states, after every check. */
export interface VerifiedCredential {
  readonly issuer: string;
  readonly vct: string;
  /** Unix seconds, to the day. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** What the issuer states about the holder. */
  readonly claims: Readonly<Record<string, JsonValue>>;
}

/**
 * Verifies an SD-JWT VC: a pinned issuer's signature, an accepted type, its times, and that it was issued to
 * the holder of `holderKey` (Ed25519, from the owner's verified key binding), so that nobody passes another's
 * credential off as her own. Throws CREDENTIAL_INVALID with `values.check`.
 */
export async function verifyCredential(
  sdJwt: string,
  { issuers, vcts }: CredentialRequirements,
  holderKey: Bytes32,
  nowSeconds: number,
): Promise<VerifiedCredential> {
  const credential = decodeOrRefuse(sdJwt);
  const keys = Object.hasOwn(issuers, credential.iss) ? issuers[credential.iss] : undefined;
  if (keys === undefined) throw invalid("issuer", { issuer: credential.iss });
  const claims = await verifySignature(credential.jwt, keys, nowSeconds);
  if (!vcts.includes(credential.vct)) throw invalid("type", { vct: credential.vct });
  if (credential.cnf.jwk.x !== toBase64url(fromHex(holderKey))) throw invalid("holder");
  const { iss: issuer, vct, iat: issuedAt, exp: expiresAt } = credential;
  const isAboutHolder = ([name]: [string, unknown]): boolean => !RESERVED_CLAIMS.includes(name);
  const about = Object.fromEntries(Object.entries(claims).filter(isAboutHolder));
  return { issuer, vct, issuedAt, expiresAt, claims: z.record(z.string(), z.json()).parse(about) };
}

function decodeOrRefuse(sdJwt: string): ReturnType<typeof decodeSdJwt> {
  try {
    return decodeSdJwt(sdJwt);
  } catch (cause) {
    throw invalid("form", {}, cause);
  }
}

async function verifySignature(jwt: string, keys: JSONWebKeySet, nowSeconds: number): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(jwt, createLocalJWKSet(keys), {
      algorithms: ["ES256", "EdDSA"],
      typ: SD_JWT_TYPE,
      currentDate: new Date(nowSeconds * 1000),
      clockTolerance: TIMES.clockSkewSeconds,
    });
    if (payload.iat !== undefined && payload.iat > nowSeconds + TIMES.clockSkewSeconds)
      throw invalid("expiry", { issuedAt: payload.iat });
    return payload;
  } catch (cause) {
    if (cause instanceof IdosError) throw cause;
    const isUntimely = cause instanceof errors.JWTExpired || cause instanceof errors.JWTClaimValidationFailed;
    throw invalid(isUntimely ? "expiry" : "signature", {}, cause);
  }
}

function invalid(
  check: CredentialCheck,
  values: Record<string, string | number> = {},
  cause?: unknown,
): IdosError {
  return new IdosError("CREDENTIAL_INVALID", "The credential does not hold", { check, ...values }, { cause });
}
