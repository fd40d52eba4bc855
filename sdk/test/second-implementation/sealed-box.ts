import { hsalsa, xsalsa20poly1305 } from "@noble/ciphers/salsa.js";
import { concatBytes } from "@noble/ciphers/utils.js";
import { x25519 } from "@noble/curves/ed25519.js";
import { blake2b } from "@noble/hashes/blake2.js";
import { SIGMA, words } from "./secretstream.ts";

/** crypto_box_seal with a chosen ephemeral key: its public key, then the box to the recipient's. */
export function sealToKey(message: Uint8Array, recipient: Uint8Array, ephemeral: Uint8Array): Uint8Array {
  const sender = x25519.getPublicKey(ephemeral);
  const box = boxFor(x25519.getSharedSecret(ephemeral, recipient), sender, recipient);
  return concatBytes(sender, box.encrypt(message));
}

export function openWithKey(sealed: Uint8Array, privateKey: Uint8Array): Uint8Array | undefined {
  const sender = sealed.slice(0, 32);
  try {
    const shared = x25519.getSharedSecret(privateKey, sender);
    return boxFor(shared, sender, x25519.getPublicKey(privateKey)).decrypt(sealed.slice(32));
  } catch {
    return undefined;
  }
}

function boxFor(shared: Uint8Array, sender: Uint8Array, recipient: Uint8Array) {
  const key = new Uint32Array(8);
  hsalsa(SIGMA, words(shared), new Uint32Array(4), key);
  const nonce = blake2b(concatBytes(sender, recipient), { dkLen: 24 });
  return xsalsa20poly1305(new Uint8Array(key.buffer), nonce);
}
