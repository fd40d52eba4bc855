import { z } from "zod";

/** What a credential says of itself. Its issuer's signature is for whoever relies on it to check. */
export interface CredentialFacts {
  readonly issuer: string;
  /** Unix seconds. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** What it proves about its holder: name and value, in its issuer's order. */
  readonly claims: readonly (readonly [string, string])[];
}

const payloadSchema = z.looseObject({ iss: z.string(), iat: z.number(), exp: z.number() });
/** Claims of the format's own (SD-JWT VC), which say nothing about the holder. */
const OWN = new Set(["iss", "vct", "iat", "exp", "nbf", "cnf", "status", "_sd", "_sd_alg"]);

/** Undefined where the text is no SD-JWT. */
export function credentialFacts(sdJwt: string): CredentialFacts | undefined {
  const payload = payloadSchema.safeParse(payloadOf(sdJwt)).data;
  if (payload === undefined) return undefined;
  const { iss: issuer, iat: issuedAt, exp: expiresAt } = payload;
  const claims = Object.entries(payload)
    .filter(([name]) => !OWN.has(name))
    .map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)] as const);
  return { issuer, issuedAt, expiresAt, claims };
}

function payloadOf(sdJwt: string): unknown {
  try {
    const base64 = (sdJwt.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
