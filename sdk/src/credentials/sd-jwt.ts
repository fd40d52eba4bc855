import { decodeJwt, decodeProtectedHeader } from "jose";
import * as z from "zod";

/** The `typ` of an issuer-signed SD-JWT VC. */
export const SD_JWT_TYPE = "dc+sd-jwt";

/** The claims that SD-JWT VC itself gives a meaning to; every other one is about the holder. */
export const registeredClaimsSchema = z.object({
  iss: z.url(),
  vct: z.string().min(1).max(255),
  /** Unix seconds, to the day, so that the times do not identify the holder. */
  iat: z.number().int(),
  exp: z.number().int(),
  /** The holder's Ed25519 key (RFC 8037), to which the credential is bound (RFC 7800). */
  cnf: z.strictObject({
    jwk: z.strictObject({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: z.string().length(43) }),
  }),
});

export type RegisteredClaims = z.infer<typeof registeredClaimsSchema>;

/** Names that an issuer cannot use for a claim about the holder. */
export const RESERVED_CLAIMS = ["iss", "vct", "iat", "exp", "nbf", "cnf", "status", "_sd", "_sd_alg", "..."];

const FORM = /^(?<jwt>[\w-]+\.[\w-]+\.[\w-]+)~$/;

/**
 * Reads an SD-JWT (RFC 9901) without disclosures: the issuer's JWT and a closing "~". Nothing is verified.
 * Throws where the form is another.
 */
export function decodeSdJwt(text: string): RegisteredClaims & { readonly jwt: string } {
  const jwt = FORM.exec(text)?.groups?.["jwt"];
  if (jwt === undefined || decodeProtectedHeader(jwt).typ !== SD_JWT_TYPE)
    throw new TypeError("not an SD-JWT VC");
  return { ...registeredClaimsSchema.parse(decodeJwt(jwt)), jwt };
}
