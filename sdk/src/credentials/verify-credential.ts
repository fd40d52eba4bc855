import { type Bytes32, fromHex, TIMES, toBase64url } from "@idos/protocol";
import type { JSONWebKeySet } from "jose";
import type { JsonValue } from "../records/json-value.ts";
import { credentialInvalid, orInvalid } from "./credential-checks.ts";
import { requireSignature } from "./issuer-signature.ts";
import { type PresentedIn, verifyKeyBinding } from "./key-binding.ts";
import { isReserved, type RegisteredClaims } from "./registered-claims.ts";
import { revealClaims } from "./reveal-claims.ts";
import { splitSdJwt } from "./sd-jwt.ts";
import { STATUS_VALID } from "./status-list/status-bits.ts";
import type { StatusSource } from "./status-list/status-source.ts";

/** Issuers that a verifier trusts, by their URL, with the keys that it pins for each: see `pinIssuers`. */
export type PinnedIssuers = Readonly<Record<string, JSONWebKeySet>>;

/** Which credentials a verifier accepts: of which issuers and types. */
/** What a verifier asks of a credential before it believes it. */
export interface CredentialRequirements {
  readonly issuers: PinnedIssuers;
  /** The credential types it accepts. */
  readonly vcts: readonly string[];
  /** Top-level claims that must be shown. */
  readonly claims?: readonly string[];
  /** Whether a credential must say where its issuer takes it back; one that does is always looked up. False by default. */
  readonly statusRequired?: boolean;
  /** How long ago its holder may have presented it, in seconds; as long as the share is granted unless said. */
  readonly presentationAgeSecondsMax?: number;
}

/** What a credential states, after every check. */
export interface VerifiedCredential {
  readonly issuer: string;
  readonly vct: string;
  /** Unix seconds, to the day. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** What the issuer states about the holder, as far as she shows it. */
  readonly claims: Readonly<Record<string, JsonValue>>;
}

/** What a credential is held to, besides what the verifier requires of any. */
export interface CredentialContext {
  /** Of the owner's verified key binding (Ed25519); undefined where she has published none. */
  readonly holderKey: Bytes32 | undefined;
  /** The reader and the share in which he found it. */
  readonly presentedIn: PresentedIn;
  readonly statuses: StatusSource;
  readonly nowSeconds: number;
}

/**
 * Makes every check of `CREDENTIAL_CHECKS`, in that order. Throws CREDENTIAL_INVALID, or STATUS_UNKNOWN, with
 * `values.check`.
 */
export async function verifyCredential(
  sdJwt: string,
  requirements: CredentialRequirements,
  context: CredentialContext,
): Promise<VerifiedCredential> {
  const { holderKey, presentedIn, nowSeconds } = context;
  const parts = await orInvalid("form", () => splitSdJwt(sdJwt));
  const { iss: issuer, vct, iat: issuedAt, exp: expiresAt, cnf } = parts.registered;
  const keys = pinnedKeys(requirements.issuers, issuer);
  await orInvalid("signature", () => requireSignature(parts.jwt, keys));
  const { claims: shown } = await orInvalid("disclosures", () =>
    revealClaims(parts.payload, parts.disclosures),
  );
  if (!requirements.vcts.includes(vct)) throw credentialInvalid("type", { vct });
  requireTimely(parts.registered, nowSeconds);
  await requireStatus(parts.registered, requirements, keys, context);
  if (holderKey === undefined || cnf.jwk.x !== toBase64url(fromHex(holderKey)))
    throw credentialInvalid("holder");
  const ageSecondsMax = requirements.presentationAgeSecondsMax;
  const terms = { presentedIn, holderKey, issuedAt, nowSeconds, ageSecondsMax };
  await verifyKeyBinding(parts.keyBinding, parts.presented, terms);
  const claims = Object.fromEntries(Object.entries(shown).filter(([name]) => !isReserved(name)));
  const missing = requirements.claims?.find((name) => !Object.hasOwn(claims, name));
  if (missing !== undefined) throw credentialInvalid("claims", { missing });
  return { issuer, vct, issuedAt, expiresAt, claims };
}

function pinnedKeys(issuers: PinnedIssuers, issuer: string): JSONWebKeySet {
  const keys = Object.hasOwn(issuers, issuer) ? issuers[issuer] : undefined;
  if (keys === undefined) throw credentialInvalid("issuer", { issuer });
  return keys;
}

function requireTimely({ iat, nbf = iat, exp }: RegisteredClaims, nowSeconds: number): void {
  const latest = nowSeconds + TIMES.clockSkewSeconds;
  const isTimely = iat <= latest && nbf <= latest && nowSeconds < exp;
  if (!isTimely) throw credentialInvalid("expiry", { issuedAt: iat, expiresAt: exp, now: nowSeconds });
}

async function requireStatus(
  { iss: issuer, status: reference }: RegisteredClaims,
  { statusRequired = false }: CredentialRequirements,
  keys: JSONWebKeySet,
  { statuses, nowSeconds }: CredentialContext,
): Promise<void> {
  if (reference === undefined) {
    if (statusRequired) throw credentialInvalid("status", { fault: "missing" });
    return;
  }
  const status = await statuses.statusOf(reference, { issuer, keys, nowSeconds });
  if (status !== STATUS_VALID) throw credentialInvalid("status", { status });
}
