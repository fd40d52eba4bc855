import { type DidKey, decodeDidKey } from "./did-key.ts";
import { uncompressP256 } from "./p256-point.ts";

/** The JWS algorithm (RFC 7518, RFC 8037) of a session key's curve. */
export function jwsAlgorithm(did: DidKey): "EdDSA" | "ES256" {
  return decodeDidKey(did).curve === "Ed25519" ? "EdDSA" : "ES256";
}

/** The WebCrypto key that verifies what the holder of `did` signed. */
export function importSessionPublicKey(did: DidKey): Promise<CryptoKey> {
  const key = decodeDidKey(did);
  if (key.curve === "Ed25519")
    return crypto.subtle.importKey("raw", new Uint8Array(key.bytes), { name: "Ed25519" }, true, ["verify"]);
  // WebCrypto implementations need not accept a compressed point, so it is expanded first.
  const point = new Uint8Array(uncompressP256(key.bytes));
  return crypto.subtle.importKey("raw", point, { name: "ECDSA", namedCurve: "P-256" }, true, ["verify"]);
}
