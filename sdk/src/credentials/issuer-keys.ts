import type { JSONWebKeySet, JWK } from "jose";
import * as z from "zod";
import { parseJson } from "../http/transport.ts";
import { IdosError } from "../errors/idos-error.ts";
import type { CredentialKey } from "./credential-key.ts";
import { CREDENTIAL_LIMITS } from "./credential-limits.ts";
import { type FetchFault, fetchPublished } from "./fetch-published.ts";
import type { PinnedIssuers } from "./verify-credential.ts";

const kid = z.string().min(1).max(255);
const coordinate = z.string().regex(/^[\w-]{43}$/);
const keySchema = z.discriminatedUnion("crv", [
  z.object({ kid, kty: z.literal("EC"), crv: z.literal("P-256"), x: coordinate, y: coordinate }),
  z.object({ kid, kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: coordinate }),
]);

const metadataSchema = z.looseObject({
  issuer: z.url(),
  jwks: z.looseObject({
    keys: z
      // A private part that was published by mistake: whoever saw it can sign.
      .array(z.looseObject({}).refine((key) => !Object.hasOwn(key, "d"), "a private key"))
      .max(CREDENTIAL_LIMITS.issuerKeysMax)
      // Keys of other kinds are for other uses.
      .transform((keys) => keys.flatMap((key) => keySchema.safeParse(key).data ?? []))
      .refine((keys) => keys.length > 0, "no key that signs credentials")
      .refine((keys) => new Set(keys.map((key) => key.kid)).size === keys.length, "a kid stands twice"),
  }),
});

/** What an issuer serves at `issuerMetadataUrl`. */
export interface IssuerMetadata {
  readonly issuer: string;
  readonly jwks: { readonly keys: readonly JWK[] };
}

/**
 * An issuer's metadata (SD-JWT VC, section 5). `former` are the public keys of credentials that are still valid: a new
 * key is added and the old one stays until its last credential has expired.
 */
export function issuerMetadata(
  issuer: string,
  { publicJwk }: Pick<CredentialKey, "publicJwk">,
  former: readonly JWK[] = [],
): IssuerMetadata {
  return { issuer, jwks: { keys: [publicJwk, ...former] } };
}

/** Where an issuer's metadata is: the well-known path goes between its host and its own path. */
export function issuerMetadataUrl(issuer: string): string {
  const { origin, pathname } = new URL(issuer);
  return `${origin}/.well-known/jwt-vc-issuer${pathname === "/" ? "" : pathname}`;
}

/**
 * Asks an issuer for its keys, over HTTPS or on this machine. Once, when a verifier decides to trust it, and again when
 * it announces a new key. Throws ISSUER_KEYS_UNAVAILABLE with `values.fault`.
 */
export async function loadIssuerKeys(issuer: string, fetchUrl: typeof fetch = fetch): Promise<JSONWebKeySet> {
  if (!URL.canParse(issuer))
    throw new IdosError("ARGUMENT_INVALID", "issuer: a URL", { argument: "issuer", value: issuer });
  const url = new URL(issuerMetadataUrl(issuer));
  const bytesMax = CREDENTIAL_LIMITS.issuerMetadataBytesMax;
  const published = await fetchPublished(fetchUrl, url, { accept: "application/json", bytesMax });
  if ("fault" in published) throw unavailable(issuer, published.fault);
  const metadata = metadataSchema.safeParse(parseJson(published.bytes)).data;
  if (metadata === undefined) throw unavailable(issuer, "metadata");
  if (metadata.issuer !== issuer) throw unavailable(issuer, "issuer");
  return { keys: metadata.jwks.keys };
}

/** The keys of each of these issuers, to be kept by the caller: `CredentialRequirements.issuers`. */
export async function pinIssuers(
  issuers: readonly string[],
  fetchUrl: typeof fetch = fetch,
): Promise<PinnedIssuers> {
  const pin = async (issuer: string) => [issuer, await loadIssuerKeys(issuer, fetchUrl)] as const;
  return Object.fromEntries(await Promise.all(issuers.map(pin)));
}

/** `metadata`: not of the standard's form. `issuer`: of another issuer than was asked. */
function unavailable(issuer: string, fault: FetchFault | "metadata" | "issuer"): IdosError {
  const values = { issuer: new URL(issuer).host, fault };
  return new IdosError("ISSUER_KEYS_UNAVAILABLE", "The issuer's keys cannot be had", values);
}
