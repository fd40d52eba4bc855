import { compressP256, type DidKey, encodeDidKey } from "@idos/protocol";

/** A key pair of this session only; its private part cannot be exported, not even by this page. */
export interface SessionKey {
  readonly did: DidKey;
  readonly privateKey: CryptoKey;
}

const USAGES = ["sign", "verify"] as const;

function generateEd25519(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey("Ed25519", false, USAGES);
}

/** Ed25519, or P-256 where the platform's WebCrypto lacks it. `generate` stands for that platform in tests. */
export async function createSessionKey(generate = generateEd25519): Promise<SessionKey> {
  const ed25519 = await generate().catch(() => undefined);
  if (ed25519 === undefined) return createP256Key();
  const bytes = new Uint8Array(await crypto.subtle.exportKey("raw", ed25519.publicKey));
  return { did: encodeDidKey({ curve: "Ed25519", bytes }), privateKey: ed25519.privateKey };
}

async function createP256Key(): Promise<SessionKey> {
  const p256 = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, USAGES);
  const bytes = compressP256(new Uint8Array(await crypto.subtle.exportKey("raw", p256.publicKey)));
  return { did: encodeDidKey({ curve: "P-256", bytes }), privateKey: p256.privateKey };
}
