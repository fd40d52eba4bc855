import { compressP256, type DidKey, encodeDidKey } from "@idos/protocol";

export interface SessionKeys {
  readonly sessionKey: DidKey;
  readonly privateKey: CryptoKey;
}

const USAGES = ["sign", "verify"] as const;

const exported = async ({ publicKey }: CryptoKeyPair): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));

export async function ed25519Keys(): Promise<SessionKeys> {
  const pair = await crypto.subtle.generateKey("Ed25519", false, USAGES);
  const sessionKey = encodeDidKey({ curve: "Ed25519", bytes: await exported(pair) });
  return { sessionKey, privateKey: pair.privateKey };
}

/** What a client makes where its platform has no Ed25519. */
export async function p256Keys(): Promise<SessionKeys> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, USAGES);
  const sessionKey = encodeDidKey({ curve: "P-256", bytes: compressP256(await exported(pair)) });
  return { sessionKey, privateKey: pair.privateKey };
}
