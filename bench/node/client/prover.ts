import { randomBytes } from "node:crypto";
import {
  type DidKey,
  jwsAlgorithm,
  type Origin,
  PROOF_SCHEME,
  PROOF_TYPE,
  type ProofClaims,
  proofBodyHash,
} from "@idos/protocol";

export interface Prover {
  /** The Authorization header for one request, good for a minute from now. */
  prove(method: ProofClaims["htm"], target: string, body?: Uint8Array): Promise<string>;
}

const NO_BODY = new Uint8Array();

/** Proofs of an Ed25519 session key, without jose: tens of thousands are made before each interval. */
export function createProver(
  aud: Origin,
  { sessionKey, privateKey }: { readonly sessionKey: DidKey; readonly privateKey: CryptoKey },
): Prover {
  const header = encode({ alg: jwsAlgorithm(sessionKey), typ: PROOF_TYPE, kid: sessionKey });
  return {
    async prove(htm, htu, body = NO_BODY) {
      const iat = Math.floor(Date.now() / 1_000);
      const jti = randomBytes(16).toString("base64url");
      const claims: ProofClaims = { htm, htu, aud, bh: proofBodyHash(body), iat, jti };
      const signed = `${header}.${encode(claims)}`;
      const signature = await crypto.subtle.sign("Ed25519", privateKey, Buffer.from(signed));
      return `${PROOF_SCHEME} ${signed}.${Buffer.from(signature).toString("base64url")}`;
    },
  };
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
