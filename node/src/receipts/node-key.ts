import { createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import { type DidKey, encodeDidKey, fromBase64url } from "@idos/protocol";

/** The key by which a node signs what it states. */
export interface NodeKey {
  readonly did: DidKey;
  /** Ed25519 (RFC 8032), 64 bytes. */
  sign(bytes: Uint8Array): Uint8Array;
}

/** Reads an Ed25519 private key in PKCS #8, as PEM. Throws, without a word of the key, where it is anything else. */
export function parseNodeKey(pem: string): NodeKey {
  const key = parsePrivateKey(pem);
  if (key?.asymmetricKeyType !== "ed25519")
    throw new Error("the node's key is not an Ed25519 private key in PEM (PKCS #8)");
  const { x } = createPublicKey(key).export({ format: "jwk" });
  const did = encodeDidKey({ curve: "Ed25519", bytes: fromBase64url(x ?? "") });
  return { did, sign: (bytes) => sign(null, bytes, key) };
}

function parsePrivateKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey({ key: pem, format: "pem", type: "pkcs8" });
  } catch {
    // What the parser says may quote what it was given.
    return undefined;
  }
}
