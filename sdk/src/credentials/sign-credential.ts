import { type Bytes32, fromHex, toBase64url } from "@idos/protocol";
import { SignJWT } from "jose";
import { IdosError } from "../errors/idos-error.ts";
import type { JsonValue } from "../records/content.ts";
import type { CredentialKey } from "./credential-key.ts";
import { RESERVED_CLAIMS, SD_JWT_TYPE } from "./sd-jwt.ts";

export interface CredentialTerms {
  /** The issuer's HTTPS URL, under which verifiers pin its keys. */
  readonly issuer: string;
  /** The credential's type. */
  readonly vct: string;
  readonly claims: Readonly<Record<string, JsonValue>>;
  /** The holder's Ed25519 public key. */
  readonly holderKey: Bytes32;
  readonly validForDays: number;
  readonly nowSeconds: number;
}

const DAY_SECONDS = 86_400;

/** An SD-JWT VC without disclosures. Throws ARGUMENT_INVALID for a reserved claim's name or an empty validity. */
export async function signCredential(terms: CredentialTerms, key: CredentialKey): Promise<string> {
  const reserved = Object.keys(terms.claims).find((name) => RESERVED_CLAIMS.includes(name));
  if (reserved !== undefined)
    throw new IdosError("ARGUMENT_INVALID", "The claim's name is reserved", {
      argument: "claims",
      name: reserved,
    });
  if (!Number.isSafeInteger(terms.validForDays) || terms.validForDays < 1) {
    const values = { argument: "validForDays", value: terms.validForDays };
    throw new IdosError("ARGUMENT_INVALID", "A credential is valid for whole days, at least one", values);
  }
  const iat = Math.floor(terms.nowSeconds / DAY_SECONDS) * DAY_SECONDS;
  const jwk = { kty: "OKP", crv: "Ed25519", x: toBase64url(fromHex(terms.holderKey)) };
  const jwt = await new SignJWT({ ...terms.claims, vct: terms.vct, cnf: { jwk } })
    .setProtectedHeader({ alg: "ES256", typ: SD_JWT_TYPE, kid: key.kid })
    .setIssuer(terms.issuer)
    .setIssuedAt(iat)
    .setExpirationTime(iat + (terms.validForDays + 1) * DAY_SECONDS)
    .sign(key.privateKey);
  return `${jwt}~`;
}
