import { type Bytes32, fromHex, toBase64url } from "@idos/protocol";
import { SignJWT } from "jose";
import { IdosError } from "../errors/idos-error.ts";
import type { JsonValue } from "../records/json-value.ts";
import { concealClaims } from "./conceal-claims.ts";
import type { CredentialKey } from "./credential-key.ts";
import { isReserved, type StatusReference } from "./registered-claims.ts";
import { SD_JWT_TYPE, splitSdJwt } from "./sd-jwt.ts";
import { revealClaims } from "./reveal-claims.ts";

/** What an issuer states, of whom and for how long. */
export interface CredentialTerms {
  /** The issuer's HTTPS URL, under which verifiers pin its keys. */
  readonly issuer: string;
  /** The credential's type. */
  readonly vct: string;
  /** What the issuer states about the holder; she can show each member and element without the others. */
  readonly claims: Readonly<Record<string, JsonValue>>;
  /** The holder's Ed25519 public key. */
  readonly holderKey: Bytes32;
  readonly validForDays: number;
  readonly nowSeconds: number;
  /** Where the issuer says whether the credential still holds. */
  readonly status?: StatusReference | undefined;
}

const DAY_SECONDS = 86_400;

/**
 * An SD-JWT VC with all its disclosures. Throws ARGUMENT_INVALID for a reserved claim's name, an empty validity, or
 * claims that no verifier would take.
 */
export async function signCredential(terms: CredentialTerms, key: CredentialKey): Promise<string> {
  requireClaimNames(terms.claims);
  if (!Number.isSafeInteger(terms.validForDays) || terms.validForDays < 1) {
    const values = { argument: "validForDays", value: terms.validForDays };
    throw new IdosError("ARGUMENT_INVALID", "A credential is valid for whole days, at least one", values);
  }
  const { concealed, disclosures } = concealClaims(terms.claims);
  const iat = Math.floor(terms.nowSeconds / DAY_SECONDS) * DAY_SECONDS;
  const jwk = { kty: "OKP", crv: "Ed25519", x: toBase64url(fromHex(terms.holderKey)) };
  const { vct, status } = terms;
  const jwt = await new SignJWT({
    ...concealed,
    _sd_alg: "sha-256",
    vct,
    cnf: { jwk },
    ...(status && { status }),
  })
    .setProtectedHeader({ alg: "ES256", typ: SD_JWT_TYPE, kid: key.kid })
    .setIssuer(terms.issuer)
    .setIssuedAt(iat)
    .setExpirationTime(iat + (terms.validForDays + 1) * DAY_SECONDS)
    .sign(key.privateKey);
  const sdJwt = `${[jwt, ...disclosures].join("~")}~`;
  requireReadable(sdJwt);
  return sdJwt;
}

function requireClaimNames(value: JsonValue): void {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value))
    for (const name of Object.keys(value))
      if (isReserved(name)) {
        const values = { argument: "claims", name };
        throw new IdosError("ARGUMENT_INVALID", "The claim's name is reserved", values);
      }
  for (const member of Object.values(value)) requireClaimNames(member);
}

/** An issuer finds out here, and not each verifier later, that its claims are too many, too long or too deep. */
function requireReadable(sdJwt: string): void {
  try {
    const { payload, disclosures } = splitSdJwt(sdJwt);
    revealClaims(payload, disclosures);
  } catch (cause) {
    const values = { argument: "claims" };
    throw new IdosError("ARGUMENT_INVALID", "The claims are more than a credential holds", values, { cause });
  }
}
