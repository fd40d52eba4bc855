import { base58 } from "@scure/base";
import * as z from "zod";
import { uncompressP256 } from "./p256-point.ts";

/** Multicodec prefixes of the two key types a session may use (did:key, W3C CCG). */
const ED25519_PREFIX = Uint8Array.of(0xed, 0x01);
const P256_PREFIX = Uint8Array.of(0x80, 0x24);

export type SessionPublicKey =
  | { readonly curve: "Ed25519"; readonly bytes: Uint8Array /* 32 bytes */ }
  | { readonly curve: "P-256"; readonly bytes: Uint8Array /* 33 bytes, compressed */ };

/** A session's id: the did:key of its public key. */
export const didKeySchema = z
  .string()
  .max(80)
  .regex(/^did:key:z[1-9A-HJ-NP-Za-km-z]+$/, "a did:key in base58btc")
  .refine((text) => decode(text) !== undefined, "a did:key of an Ed25519 or P-256 key")
  .brand<"DidKey">();
export type DidKey = z.infer<typeof didKeySchema>;

export function encodeDidKey(key: SessionPublicKey): DidKey {
  const prefix = key.curve === "Ed25519" ? ED25519_PREFIX : P256_PREFIX;
  return didKeySchema.parse(`did:key:z${base58.encode(Uint8Array.of(...prefix, ...key.bytes))}`);
}

export function decodeDidKey(did: DidKey): SessionPublicKey {
  const key = decode(did);
  if (key === undefined) throw new TypeError(`not a did:key of a supported type: ${did}`);
  return key;
}

function decode(text: string): SessionPublicKey | undefined {
  try {
    const bytes = base58.decode(text.slice("did:key:z".length));
    const [first, second] = bytes;
    const key = bytes.slice(2);
    if (first === ED25519_PREFIX[0] && second === ED25519_PREFIX[1] && key.length === 32)
      return { curve: "Ed25519", bytes: key };
    if (first === P256_PREFIX[0] && second === P256_PREFIX[1] && key.length === 33) {
      uncompressP256(key); // throws where it is no point
      return { curve: "P-256", bytes: key };
    }
    return undefined;
  } catch {
    return undefined;
  }
}
