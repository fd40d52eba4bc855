import { type DidKey, ProblemError, TIMES } from "@idos/protocol";
import type { FoundSession } from "../storage/sessions.ts";
import { contractChainOf, requireStillSigned, userIdOfSession } from "./contract-sessions.ts";
import type { Parts } from "./parts.ts";
import { type Principal, whoOf } from "./principal.ts";
import { parseProof, type Proof, type ProvenRequest, requireMatch, requireSignature } from "./proof.ts";

export interface Authenticated<Caller> {
  readonly caller: Caller;
  /** For whom it is counted. */
  readonly who: string;
  /** base64url SHA-256 that the body must have, which is known only once it is read. */
  readonly bodyHash: string;
  /**
   * Uses the proof up, once however often it is called. Throws PROOF_REPLAYED where it was used before. Nothing of the
   * request may be answered, written or logged before it resolves.
   */
  readonly useProof: () => Promise<void>;
  /** The caller as the database has it now; rejects as `authenticate` does where the session has ended meanwhile. */
  readonly callerNow: () => Promise<Caller>;
}

/** A proof made ahead of this node's clock stays fresh for its age and the skew on either side. */
const PROOF_MEMORY_SECONDS = TIMES.proofAgeSecondsMax + 2 * TIMES.clockSkewSeconds;

/**
 * What using a proof up comes to for its request: `mark` throws PROOF_REPLAYED where the proof was used before. Called again
 * for the same request, it marks nothing again. `who`: whom the request is counted for.
 */
export type UseUp = (mark: () => Promise<void>, who: string) => Promise<void>;

/**
 * Who makes this request. Looks at the headers alone, so that strangers cannot make the node read bodies;
 * the caller compares the body with `bodyHash` before it uses it. Throws the 401 problems. What `useUp` throws for an
 * account whose session and proof are genuine, `useProof` throws.
 */
export async function authenticate(
  parts: Parts,
  request: ProvenRequest,
  useUp: UseUp,
): Promise<Authenticated<Principal>> {
  const proof = requireGenuine(parts, request);
  const live = await liveSession(parts, proof.sessionKey);
  const useProof = (): Promise<void> => useUp(() => requireUnused(parts, proof), countedFor(live));
  await requireStillSigned(parts, live, useProof);
  const caller = principalIn(live);
  const callerNow = (): Promise<Principal> => principalOf(parts, proof.sessionKey);
  return { caller, who: whoOf(caller), bodyHash: proof.claims.bh, useProof, callerNow };
}

/** For whom a session key speaks here whose proof was used. Throws SESSION_UNKNOWN or SESSION_EXPIRED. */
export async function principalOf(parts: Parts, key: DidKey): Promise<Principal> {
  const live = await liveSession(parts, key);
  await requireStillSigned(parts, live, () => Promise.resolve());
  return principalIn(live);
}

/** An account, or its contract on one chain: the one of another chain may be anybody's, and must not use up the turns. */
function countedFor(live: FoundSession): string {
  const { account } = live.signIn;
  const chainId = contractChainOf(live);
  return chainId === null ? account : `${account}@${chainId}`;
}

async function liveSession(parts: Parts, key: DidKey): Promise<FoundSession> {
  return requireLive(await parts.store.sessions.session(key), parts, parts.nowSeconds());
}

function principalIn(live: FoundSession): Principal {
  const { account, sessionKey, scopes } = live.signIn;
  const whose = { userId: userIdOfSession(live), contractChainId: contractChainOf(live) };
  return { account, sessionKey, scopes, ...whose, delegation: live.delegation };
}

/** Which session key makes this request, whether or not it has a session here. Otherwise as `authenticate`. */
export function authenticateKey(
  parts: Parts,
  request: ProvenRequest,
  useUp: (mark: () => Promise<void>) => Promise<void>,
): Authenticated<DidKey> {
  const proof = requireGenuine(parts, request);
  const useProof = (): Promise<void> => useUp(() => requireUnused(parts, proof));
  const { sessionKey: caller } = proof;
  const callerNow = (): Promise<DidKey> => Promise.resolve(caller);
  return { caller, who: caller, bodyHash: proof.claims.bh, useProof, callerNow };
}

function requireGenuine({ node, nowSeconds }: Parts, request: ProvenRequest): Proof {
  const proof = parseProof(request.authorization);
  requireMatch(proof, request, node.origin, nowSeconds());
  requireSignature(proof);
  return proof;
}

/** Only for genuine proofs: nobody can use up another's. */
async function requireUnused({ codes }: Parts, { sessionKey, claims }: Proof): Promise<void> {
  if (!(await codes.markUsed(`proof:${sessionKey}:${claims.jti}`, PROOF_MEMORY_SECONDS)))
    throw new ProblemError("PROOF_REPLAYED", "Make a new proof for each request.", { jti: claims.jti });
}

function requireLive(session: FoundSession | undefined, parts: Parts, nowSeconds: number): FoundSession {
  if (session === undefined || !session.signIn.nodes.includes(parts.node.origin))
    throw new ProblemError("SESSION_UNKNOWN", "Sign in at this node first.");
  if (nowSeconds >= session.expiresAtSeconds)
    throw new ProblemError("SESSION_EXPIRED", "Sign in again.", { expiresAt: session.expiresAtSeconds });
  return session;
}
