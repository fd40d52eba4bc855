import { randomBytes } from "node:crypto";
import {
  type Origin,
  PROOF_SCHEME,
  PROOF_TYPE,
  proofBodyHash,
  proofClaimsSchema,
  signingInput,
  toBase64url,
} from "@idos/protocol";
import type { NodeKey } from "../receipts/node-key.ts";

const JTI_BYTES = 16;
const PROOF = { type: PROOF_TYPE, claims: proofClaimsSchema } as const;

/** The Authorization header by which this node proves to a peer that a GET is its own. */
export function proveAsNode(key: NodeKey, peer: Origin, target: string, nowSeconds: number): string {
  const claims = proofClaimsSchema.parse({
    ...{ htm: "GET", htu: target, aud: peer, bh: proofBodyHash(new Uint8Array()), iat: nowSeconds },
    jti: toBase64url(randomBytes(JTI_BYTES)),
  });
  const input = signingInput(PROOF, claims, key.did);
  return `${PROOF_SCHEME} ${input}.${toBase64url(key.sign(Buffer.from(input)))}`;
}
