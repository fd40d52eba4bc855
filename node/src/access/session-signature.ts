import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { decodeDidKey, type DidKey, toBase64url, uncompressP256 } from "@idos/protocol";
import { LRUCache } from "lru-cache";

/** Of either algorithm (RFC 7518, section 3.4; RFC 8032). */
const SIGNATURE_BYTES = 64;
const KEYS_MAX = 10_000;

/** Public keys, ready to verify with: making one takes longer than its verifying. They hold nothing that can end. */
const keys = new LRUCache<DidKey, KeyObject>({ max: KEYS_MAX });

/**
 * Whether the session key signed this compact JWS, whose algorithm its caller has compared with the key's. By
 * `node:crypto`, which takes less of the processor than WebCrypto (decision 0026).
 */
export function isSignedBy(jws: string, sessionKey: DidKey): boolean {
  const end = jws.lastIndexOf(".");
  const input = Buffer.from(jws.slice(0, end));
  const signature = Buffer.from(jws.slice(end + 1), "base64url");
  if (signature.length !== SIGNATURE_BYTES) return false;
  const key = publicKey(sessionKey);
  return key.asymmetricKeyType === "ed25519"
    ? verify(null, input, key, signature)
    : verify("sha256", input, { key, dsaEncoding: "ieee-p1363" }, signature);
}

function publicKey(did: DidKey): KeyObject {
  const known = keys.get(did);
  if (known !== undefined) return known;
  const key = createPublicKey({ format: "jwk", key: jwkOf(did) });
  keys.set(did, key);
  return key;
}

/** RFC 8037 for Ed25519, RFC 7518 for P-256. */
function jwkOf(did: DidKey): Readonly<Record<string, string>> {
  const { curve, bytes } = decodeDidKey(did);
  if (curve === "Ed25519") return { kty: "OKP", crv: "Ed25519", x: toBase64url(bytes) };
  const point = uncompressP256(bytes);
  return {
    ...{ kty: "EC", crv: "P-256" },
    ...{ x: toBase64url(point.subarray(1, 33)), y: toBase64url(point.subarray(33)) },
  };
}
