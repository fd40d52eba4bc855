import { decodeJwt, decodeProtectedHeader } from "jose";
import {
  type DidKey,
  didKeySchema,
  jwsAlgorithm,
  LIMITS,
  type Origin,
  PROOF_SCHEME,
  PROOF_TYPE,
  ProblemError,
  type ProofClaims,
  proofClaimsSchema,
  TIMES,
} from "@idos/protocol";
import { z } from "zod";
import { isSignedBy } from "./session-signature.ts";

/** The parts of a request that its proof is over, apart from the body. */
export interface ProvenRequest {
  readonly method: string;
  /** Path and query exactly as received. */
  readonly target: string;
  readonly authorization: string | undefined;
}

export interface Proof {
  readonly jws: string;
  readonly sessionKey: DidKey;
  readonly claims: ProofClaims;
}

const protectedHeaderSchema = z.strictObject({
  alg: z.enum(["EdDSA", "ES256"]),
  typ: z.literal(PROOF_TYPE),
  kid: didKeySchema,
});

const CREDENTIALS = /^(?<scheme>[A-Za-z]+) (?<jws>[\w-]+\.[\w-]+\.[\w-]+)$/;

/** Reads a proof without believing it. Throws PROOF_MISSING or PROOF_INVALID. */
export function parseProof(authorization: string | undefined): Proof {
  if (authorization === undefined)
    throw new ProblemError("PROOF_MISSING", `Send Authorization: ${PROOF_SCHEME} with a proof.`);
  const { scheme, jws } = CREDENTIALS.exec(authorization)?.groups ?? {};
  // Scheme names are case-insensitive (RFC 9110).
  if (jws === undefined || scheme?.toLowerCase() !== PROOF_SCHEME.toLowerCase()) throw invalid("form");
  if (jws.length > LIMITS.proofBytesMax) throw invalid("length");
  try {
    const header = protectedHeaderSchema.parse(decodeProtectedHeader(jws));
    if (header.alg !== jwsAlgorithm(header.kid)) throw invalid("alg");
    return { jws, sessionKey: header.kid, claims: proofClaimsSchema.parse(decodeJwt(jws)) };
  } catch (error) {
    throw error instanceof ProblemError ? error : invalid("form");
  }
}

/** Whether the proof is for this request at this node now. Throws PROOF_INVALID or PROOF_EXPIRED. */
export function requireMatch(
  { claims }: Proof,
  request: ProvenRequest,
  origin: Origin,
  nowSeconds: number,
): void {
  if (claims.htm !== request.method) throw invalid("htm");
  if (claims.htu !== request.target) throw invalid("htu");
  if (claims.aud !== origin) throw invalid("aud");
  const ageSeconds = nowSeconds - claims.iat;
  if (ageSeconds > TIMES.proofAgeSecondsMax || ageSeconds < -TIMES.clockSkewSeconds)
    throw new ProblemError("PROOF_EXPIRED", "The proof's iat is too far from this node's clock.", {
      iat: claims.iat,
      nodeTime: nowSeconds,
    });
}

/** Throws PROOF_INVALID unless the session key that the proof names signed it. */
export function requireSignature({ jws, sessionKey }: Proof): void {
  if (!isSignedBy(jws, sessionKey)) throw invalid("signature");
}

/** Names the part of the proof that does not hold. */
export function invalid(part: string): ProblemError {
  return new ProblemError("PROOF_INVALID", `The proof's ${part} does not fit the request.`, { part });
}
