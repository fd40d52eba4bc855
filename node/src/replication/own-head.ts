import {
  type Bytes32,
  decideHead,
  manifestHash,
  OWNER_HEAD,
  type OwnerHead,
  ownerHeadHash,
  type OwnHead,
  ProblemError,
  TIMES,
  verifyStatement,
} from "@idos/protocol";
import { requireOwnUser } from "../access/own-user.ts";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import { manifestOf } from "./items.ts";
import { presentHead } from "./present-head.ts";

/** The head in force, and what the caller's next one is to cover. */
export async function readOwnHead(parts: Parts, principal: Principal): Promise<OwnHead> {
  const owner = requireOwnUser(principal, "read");
  const [current, manifest] = [await parts.store.replicas.head(owner), await ownManifest(parts, owner)];
  return { current: current === undefined ? null : presentHead(current), manifest };
}

/** Makes the head the caller's next one. Sent again, it succeeds again. */
export async function putOwnHead(parts: Parts, principal: Principal, headJws: string): Promise<void> {
  const owner = requireOwnUser(principal, "write");
  const head = await requireOwn(parts, principal, owner, headJws);
  const hash = ownerHeadHash(headJws);
  const held = await parts.store.replicas.head(owner);
  const context = { node: parts.node.origin, nowSeconds: parts.nowSeconds() };
  const decision = decideHead(held, { head, hash }, context);
  if (decision === "keep") return;
  if (decision === "not-here") throw invalid("Its nodes leave out the one that it is put to.");
  const isNext = head.revision === (held?.head.revision ?? 0) + 1;
  if (decision !== "replace" || !isNext) throw conflict(held?.hash ?? null);
  const manifest = await ownManifest(parts, owner);
  if (manifestHash(manifest) !== head.manifest) throw conflict(held?.hash ?? null);
  const stored = { head, headJws, hash, delegation: principal.delegation, manifest };
  const outcome = await parts.store.replicas.putHead(stored, held?.hash ?? null);
  if (outcome === "conflict") throw conflict(held?.hash ?? null);
}

async function ownManifest({ store }: Parts, owner: Bytes32): Promise<string> {
  const snapshot = await store.replicas.ownerSnapshot(owner);
  if (snapshot === undefined) throw new ProblemError("NO_USER", "The account has no entry.");
  return manifestOf(snapshot);
}

/** The head that the caller's own session signed just now. */
async function requireOwn(
  { nowSeconds }: Parts,
  principal: Principal,
  owner: Bytes32,
  jws: string,
): Promise<OwnerHead> {
  const verified = await verifyStatement(OWNER_HEAD, jws);
  if (verified === undefined) throw invalid("It is not a head signed by the key that it names.");
  const { claims, sessionKey } = verified;
  if (sessionKey !== principal.sessionKey || claims.author !== principal.account)
    throw invalid("It is not signed by the calling session.");
  if (claims.owner !== owner) throw invalid("It is of another user.");
  const ageSeconds = nowSeconds() - claims.iat;
  if (ageSeconds > TIMES.proofAgeSecondsMax || ageSeconds < -TIMES.clockSkewSeconds)
    throw invalid("It was not signed just now.");
  return claims;
}

function invalid(detail: string): ProblemError {
  return new ProblemError("HEAD_INVALID", detail);
}

function conflict(currentHeadHash: Bytes32 | null): ProblemError {
  return new ProblemError("HEAD_CONFLICT", "Read the head and the manifest again and sign anew.", {
    currentHeadHash,
  });
}
