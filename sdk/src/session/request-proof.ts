import {
  jwsAlgorithm,
  type Origin,
  PROOF_SCHEME,
  PROOF_TYPE,
  type ProofClaims,
  proofBodyHash,
  toBase64url,
} from "@idos/protocol";
import { CompactSign } from "jose";
import type { SessionKey } from "./session-key.ts";

export interface ProvenRequest {
  readonly method: ProofClaims["htm"];
  /** Path and query exactly as sent. */
  readonly target: string;
  readonly node: Origin;
  readonly body: Uint8Array;
}

/** The `Authorization` header that proves possession of the session key for this one request. */
export async function proveRequest(
  request: ProvenRequest,
  key: SessionKey,
  atSeconds: number,
): Promise<string> {
  const claims: ProofClaims = {
    htm: request.method,
    htu: request.target,
    aud: request.node,
    bh: proofBodyHash(request.body),
    iat: atSeconds,
    jti: toBase64url(crypto.getRandomValues(new Uint8Array(16))),
  };
  const jws = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: jwsAlgorithm(key.did), typ: PROOF_TYPE, kid: key.did })
    .sign(key.privateKey);
  return `${PROOF_SCHEME} ${jws}`;
}
