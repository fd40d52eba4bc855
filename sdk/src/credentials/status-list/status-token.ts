import { fromBase64url, TIMES, toBase64url } from "@idos/protocol";
import { decodeJwt, decodeProtectedHeader, type JSONWebKeySet, SignJWT } from "jose";
import * as z from "zod";
import type { CredentialKey } from "../credential-key.ts";
import { CREDENTIAL_LIMITS } from "../credential-limits.ts";
import { requireSignature } from "../issuer-signature.ts";
import type { StatusBits } from "./status-bits.ts";
import { deflate, inflateBounded } from "./zlib.ts";

/** The `typ` of a status list token (draft-ietf-oauth-status-list-21, section 5.1). */
const STATUS_TYPE = "statuslist+jwt";

/** Its media type. */
export const STATUS_MEDIA_TYPE = "application/statuslist+jwt";

const headerSchema = z.looseObject({ typ: z.literal(STATUS_TYPE), crit: z.undefined().optional() });
const claimsSchema = z.looseObject({
  sub: z.string(),
  iat: z.int(),
  /** Required here, though the standard only recommends it: a list without an end could be shown for ever. */
  exp: z.int(),
  ttl: z.int().min(1).optional(),
  status_list: z.looseObject({
    bits: z.union([z.literal(1), z.literal(2), z.literal(4), z.literal(8)]),
    lst: z.string(),
  }),
});

export interface StatusTokenTerms {
  /** Under which the list is published; the `sub`. */
  readonly uri: string;
  /** One bit for each credential. */
  readonly list: Uint8Array;
  readonly nowSeconds: number;
  /** How long a verifier may use it before it asks again. */
  readonly ttlSeconds: number;
  /** After how long it is no longer believed. */
  readonly validForSeconds: number;
}

/** A status list as its issuer publishes it. */
export async function signStatusToken(terms: StatusTokenTerms, key: CredentialKey): Promise<string> {
  const lst = toBase64url(await deflate(terms.list));
  return new SignJWT({ ttl: terms.ttlSeconds, status_list: { bits: 1, lst } })
    .setProtectedHeader({ alg: "ES256", typ: STATUS_TYPE, kid: key.kid })
    .setSubject(terms.uri)
    .setIssuedAt(terms.nowSeconds)
    .setExpirationTime(terms.nowSeconds + terms.validForSeconds)
    .sign(key.privateKey);
}

export interface PublishedStatuses {
  readonly bits: StatusBits;
  readonly list: Uint8Array;
  /** Unix seconds from which a verifier asks again. */
  readonly staleFrom: number;
}

/** Where an issuer says nothing else. */
const TTL_SECONDS_DEFAULT = 300;

/** Throws where the token is not this issuer's, not of this list, or out of its times. */
export async function verifyStatusToken(
  token: string,
  {
    uri,
    keys,
    nowSeconds,
  }: { readonly uri: string; readonly keys: JSONWebKeySet; readonly nowSeconds: number },
): Promise<PublishedStatuses> {
  headerSchema.parse(decodeProtectedHeader(token));
  await requireSignature(token, keys);
  const { sub, iat, exp, ttl = TTL_SECONDS_DEFAULT, status_list } = claimsSchema.parse(decodeJwt(token));
  if (sub !== uri) throw new TypeError("a list of another address");
  if (iat > nowSeconds + TIMES.clockSkewSeconds) throw new RangeError("a list of the future");
  if (exp <= nowSeconds) throw new RangeError("an expired list");
  const list = await inflateBounded(fromBase64url(status_list.lst), CREDENTIAL_LIMITS.statusListBytesMax);
  if (list === undefined) throw new RangeError("a list that is too long");
  return { bits: status_list.bits, list, staleFrom: Math.min(nowSeconds + ttl, exp) };
}
