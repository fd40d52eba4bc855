import { ProblemError, type SignIn, TIMES } from "@idos/protocol";
import type { StoredSession } from "../storage/sessions.ts";
import type { Parts } from "./parts.ts";
import type { Principal } from "./principal.ts";
import { parseProof, type ProvenRequest, requireMatch, requireSignature } from "./proof.ts";

export interface Authenticated {
  readonly principal: Principal;
  /** base64url SHA-256 that the body must have, which is known only once it is read. */
  readonly bodyHash: string;
}

/** A proof made ahead of this node's clock stays fresh for its age and the skew on either side. */
const PROOF_MEMORY_SECONDS = TIMES.proofAgeSecondsMax + 2 * TIMES.clockSkewSeconds;

/**
 * Who makes this request. Looks at the headers alone, so that strangers cannot make the node read bodies;
 * the caller compares the body with `bodyHash` before it uses it. Throws the 401 problems.
 */
export async function authenticate(parts: Parts, request: ProvenRequest): Promise<Authenticated> {
  const nowSeconds = parts.nowSeconds();
  const proof = parseProof(request.authorization);
  requireMatch(proof, request, parts.node.origin, nowSeconds);
  await requireSignature(proof);
  const session = await parts.store.sessions.session(proof.sessionKey);
  const { signIn, delegation } = requireLive(session, parts, nowSeconds);
  // Only genuine proofs are remembered, so that nobody can fill the memory or use up another's.
  const code = `proof:${proof.sessionKey}:${proof.claims.jti}`;
  if (!(await parts.codes.markUsed(code, PROOF_MEMORY_SECONDS)))
    throw new ProblemError("PROOF_REPLAYED", "Make a new proof for each request.", { jti: proof.claims.jti });
  const user = await parts.store.users.userByAccount(signIn.account);
  const { account, sessionKey, scopes } = signIn;
  const principal = { account, sessionKey, scopes, userId: user?.userId ?? null, delegation };
  return { principal, bodyHash: proof.claims.bh };
}

function requireLive(
  session: StoredSession | undefined,
  parts: Parts,
  nowSeconds: number,
): { signIn: SignIn; delegation: StoredSession["delegation"] } {
  if (session === undefined || !session.signIn.nodes.includes(parts.node.origin))
    throw new ProblemError("SESSION_UNKNOWN", "Sign in at this node first.");
  if (nowSeconds >= session.expiresAtSeconds)
    throw new ProblemError("SESSION_EXPIRED", "Sign in again.", { expiresAt: session.expiresAtSeconds });
  return session;
}
