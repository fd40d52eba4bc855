import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from "jose";
import { ISSUER_ALGORITHMS } from "./sd-jwt.ts";

/** Throws unless a JWT is signed by the key of this set that its `kid` names. Its claims are not looked at. */
export async function requireSignature(jwt: string, keys: JSONWebKeySet): Promise<void> {
  await compactVerify(jwt, createLocalJWKSet(keys), { algorithms: [...ISSUER_ALGORITHMS] });
}
