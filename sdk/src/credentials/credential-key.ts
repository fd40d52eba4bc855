import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from "jose";
import { IdosError } from "../errors/idos-error.ts";

/** An issuer's key for signing credentials: ES256 (RFC 7518). */
export interface CredentialKey {
  /** JWK thumbprint (RFC 7638). */
  readonly kid: string;
  readonly privateKey: CryptoKey;
  /** For the issuer's published key set. */
  readonly publicJwk: JWK;
}

/** A new key; its private JWK is to be kept by the issuer and read back with `importCredentialKey`. */
export async function createCredentialJwk(): Promise<JWK> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  return exportJWK(privateKey);
}

/** Throws ARGUMENT_INVALID unless `jwk` is a private P-256 key. */
export async function importCredentialKey(jwk: JWK): Promise<CredentialKey> {
  const { kty, crv, x, y, d } = jwk;
  const invalid = new IdosError("ARGUMENT_INVALID", "Not a private P-256 JWK", { argument: "jwk" });
  if (kty !== "EC" || crv !== "P-256" || x === undefined || y === undefined || d === undefined) throw invalid;
  const privateKey = await importJWK({ kty, crv, x, y, d }, "ES256");
  if (privateKey instanceof Uint8Array) throw invalid;
  const kid = await calculateJwkThumbprint({ kty, crv, x, y });
  return { kid, privateKey, publicJwk: { kty, crv, x, y, kid, alg: "ES256", use: "sig" } };
}
