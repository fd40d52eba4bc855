import * as z from "zod";
import { sha256, fromHex, toBase64url } from "./bytes.ts";
import { LIMITS } from "./limits.ts";
import { originSchema } from "./origin.ts";

/** `Authorization: IdOS <proof>`; the proof is a compact JWS by the session key, in the manner of DPoP (RFC 9449). */
export const PROOF_SCHEME = "IdOS";
export const PROOF_TYPE = "idos-proof+jwt";

/** The claims of a request proof. It is worthless for another method, path, query, body, node or minute. */
export const proofClaimsSchema = z.strictObject({
  /** HTTP method, uppercase. */
  htm: z.enum(["GET", "PUT", "POST", "DELETE"]),
  /** Path and query exactly as sent. */
  htu: z.string().max(LIMITS.requestTargetBytesMax).startsWith("/"),
  /** Origin of the node it is for. */
  aud: originSchema,
  /** base64url of the body's SHA-256; an absent body is the empty one. */
  bh: z.string().length(43),
  /** Seconds since 1970. */
  iat: z.number().int(),
  /** 128 bits of randomness, base64url; a node accepts each once. */
  jti: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
});
export type ProofClaims = z.infer<typeof proofClaimsSchema>;

/** The body hash as it stands in a proof. */
export function proofBodyHash(body: Uint8Array): string {
  return toBase64url(fromHex(sha256(body)));
}
