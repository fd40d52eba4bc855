import { type DidKey, ProblemError, type SignIn, TIMES } from "@idos/protocol";
import type { StoredSession } from "../storage/sessions.ts";
import type { Parts } from "./parts.ts";
import type { Principal } from "./principal.ts";
import { parseProof, type Proof, type ProvenRequest, requireMatch, requireSignature } from "./proof.ts";

export interface Authenticated<Caller> {
  readonly caller: Caller;
  /** base64url SHA-256 that the body must have, which is known only once it is read. */
  readonly bodyHash: string;
}

/** A proof made ahead of this node's clock stays fresh for its age and the skew on either side. */
const PROOF_MEMORY_SECONDS = TIMES.proofAgeSecondsMax + 2 * TIMES.clockSkewSeconds;

/**
 * Who makes this request. Looks at the headers alone, so that strangers cannot make the node read bodies;
 * the caller compares the body with `bodyHash` before it uses it. Throws the 401 problems.
 */
export async function authenticate(parts: Parts, request: ProvenRequest): Promise<Authenticated<Principal>> {
  const proof = await requireGenuine(parts, request);
  const caller = await principalOf(parts, proof.sessionKey);
  await requireUnused(parts, proof);
  return { caller, bodyHash: proof.claims.bh };
}

/** For whom a session key that was proved speaks here. Throws SESSION_UNKNOWN or SESSION_EXPIRED. */
export async function principalOf(parts: Parts, key: DidKey): Promise<Principal> {
  const session = await parts.store.sessions.session(key);
  const { signIn, delegation } = requireLive(session, parts, parts.nowSeconds());
  const user = await parts.store.users.userByAccount(signIn.account);
  const { account, sessionKey, scopes } = signIn;
  return { account, sessionKey, scopes, userId: user?.userId ?? null, delegation };
}

/** Which session key makes this request, whether or not it has a session here. Otherwise as `authenticate`. */
export async function authenticateKey(parts: Parts, request: ProvenRequest): Promise<Authenticated<DidKey>> {
  const proof = await requireGenuine(parts, request);
  await requireUnused(parts, proof);
  return { caller: proof.sessionKey, bodyHash: proof.claims.bh };
}

async function requireGenuine({ node, nowSeconds }: Parts, request: ProvenRequest): Promise<Proof> {
  const proof = parseProof(request.authorization);
  requireMatch(proof, request, node.origin, nowSeconds());
  await requireSignature(proof);
  return proof;
}

/** Only for genuine proofs: nobody can use up another's. */
async function requireUnused({ codes }: Parts, { sessionKey, claims }: Proof): Promise<void> {
  if (!(await codes.markUsed(`proof:${sessionKey}:${claims.jti}`, PROOF_MEMORY_SECONDS)))
    throw new ProblemError("PROOF_REPLAYED", "Make a new proof for each request.", { jti: claims.jti });
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
