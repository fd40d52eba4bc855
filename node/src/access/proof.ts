import { LRUCache } from "lru-cache";
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

const CREDENTIALS = /^(?<scheme>[A-Za-z]+) (?<jws>(?<header>[\w-]+)\.(?<payload>[\w-]+)\.[\w-]+)$/;

const HEADERS_MAX = 10_000;

/** The key that a header names, by the header as it is sent: a session sends the same one with every request. */
const sessionKeys = new LRUCache<string, DidKey>({ max: HEADERS_MAX });

/** Reads a proof without believing it. Throws PROOF_MISSING or PROOF_INVALID. */
export function parseProof(authorization: string | undefined): Proof {
  if (authorization === undefined)
    throw new ProblemError("PROOF_MISSING", `Send Authorization: ${PROOF_SCHEME} with a proof.`);
  const { scheme, jws, header = "", payload = "" } = CREDENTIALS.exec(authorization)?.groups ?? {};
  // Scheme names are case-insensitive (RFC 9110).
  if (jws === undefined || scheme?.toLowerCase() !== PROOF_SCHEME.toLowerCase()) throw invalid("form");
  if (jws.length > LIMITS.proofBytesMax) throw invalid("length");
  try {
    return { jws, sessionKey: sessionKeyOf(header), claims: proofClaimsSchema.parse(decode(payload)) };
  } catch (error) {
    throw error instanceof ProblemError ? error : invalid("form");
  }
}

function sessionKeyOf(header: string): DidKey {
  const known = sessionKeys.get(header);
  if (known !== undefined) return known;
  const { alg, kid } = protectedHeaderSchema.parse(decode(header));
  if (alg !== jwsAlgorithm(kid)) throw invalid("alg");
  sessionKeys.set(header, kid);
  return kid;
}

/** JSON in UTF-8 in base64url, as the parts of a JWS are (RFC 7515). */
function decode(part: string): unknown {
  return JSON.parse(Buffer.from(part, "base64url").toString());
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
