import * as z from "zod";

/** Ed25519 (RFC 8037): the kind of key that idOS users publish for credentials. */
const holderKeySchema = z.looseObject({
  kty: z.literal("OKP"),
  crv: z.literal("Ed25519"),
  x: z.string().regex(/^[\w-]{43}$/),
});

/** Where the issuer says whether the credential still holds (Token Status List, draft 21, section 6.1). */
export const statusReferenceSchema = z.looseObject({
  status_list: z.looseObject({ idx: z.int().min(0), uri: z.url().max(2048) }),
});
export type StatusReference = z.infer<typeof statusReferenceSchema>;

/** The claims that SD-JWT VC itself gives a meaning to; every other one is about the holder. */
export const registeredClaimsSchema = z.looseObject({
  iss: z.url(),
  vct: z.string().min(1).max(255),
  /** Unix seconds, to the day, so that the times do not identify the holder. */
  iat: z.int(),
  exp: z.int(),
  nbf: z.int().optional(),
  /** The holder's key, to which the credential is bound (RFC 7800). */
  cnf: z.looseObject({ jwk: holderKeySchema }),
  status: statusReferenceSchema.optional(),
  _sd_alg: z.literal("sha-256").optional(),
});
export type RegisteredClaims = z.infer<typeof registeredClaimsSchema>;

/** What no disclosure may say, or it would take the place of what the issuer says in the clear. */
const NEVER_DISCLOSED = ["iss", "vct", "vct#integrity", "iat", "exp", "nbf", "cnf", "status", "aud"];

/** The members by which an SD-JWT says where its disclosures belong. */
const MECHANICS = ["_sd", "_sd_alg", "..."];

/** Names that are no claim about the holder, and that an issuer cannot use for one. */
export const RESERVED_CLAIMS: readonly string[] = [...NEVER_DISCLOSED, ...MECHANICS];

export function isReserved(name: string): boolean {
  return RESERVED_CLAIMS.includes(name);
}
