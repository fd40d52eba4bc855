import { concatBytes, equalBytes, hexToBytes, utf8ToBytes } from "@noble/ciphers/utils.js";
import { ed25519, x25519 } from "@noble/curves/ed25519.js";
import { blake2b } from "@noble/hashes/blake2.js";
import { initialState, openChunk, sealChunk, TAG_FINAL, TAG_MESSAGE } from "./secretstream.ts";
import { openWithKey, sealToKey } from "./sealed-box.ts";

/**
 * The envelope after docs/protocol.md, 4.1 and 4.2, from the primitives up: it shares no code with the SDK,
 * so that the two agree only where both do what is written.
 */
const CHUNK_BYTES = 65_536;
const SEALED_CHUNK_BYTES = CHUNK_BYTES + 17;

export interface PlainHeader {
  readonly owner: string;
  readonly record: string;
  readonly recordVersion: number;
  readonly prev: string | null;
  readonly contentType: string;
}

function H(label: string, key: Uint8Array | undefined, ...message: Uint8Array[]): Uint8Array {
  const input = concatBytes(utf8ToBytes(label), Uint8Array.of(0), ...message);
  return blake2b(input, key === undefined ? { dkLen: 32 } : { dkLen: 32, key });
}

export function readerOf(seed: Uint8Array) {
  const privateKey = H("idOS v1 X25519 private key", seed);
  const signingKey = ed25519.getPublicKey(H("idOS v1 Ed25519 seed", seed));
  return { privateKey, publicKey: x25519.getPublicKey(privateKey), signingKey };
}

export function headerBytes(header: PlainHeader): Uint8Array {
  const contentType = utf8ToBytes(header.contentType);
  const version = new DataView(new ArrayBuffer(8));
  version.setBigUint64(0, BigInt(header.recordVersion));
  const words = [header.owner, header.record].map((word) => hexToBytes(word.slice(2)));
  const prev = header.prev === null ? new Uint8Array(32) : hexToBytes(header.prev.slice(2));
  const start = Uint8Array.of(0x69, 0x64, 0x4f, 0x53, 1, 1);
  const length = Uint8Array.of(contentType.length);
  return concatBytes(start, ...words, new Uint8Array(version.buffer), prev, length, contentType);
}

export function commitment(contentKey: Uint8Array, clear: Uint8Array): Uint8Array {
  return H("idOS v1 envelope key commitment", contentKey, clear);
}

export const encryptionKey = (contentKey: Uint8Array): Uint8Array =>
  H("idOS v1 envelope encryption key", contentKey);

export function padded(plaintext: Uint8Array): Uint8Array {
  const needed = plaintext.length + 1;
  let bytes = 256;
  while (bytes < needed && bytes < CHUNK_BYTES) bytes *= 2;
  if (bytes < needed) bytes = needed + (-needed & (CHUNK_BYTES - 1));
  return concatBytes(plaintext, Uint8Array.of(0x80), new Uint8Array(bytes - needed));
}

/** The padded text in chunks, whatever it is, with the last one's tag as said. */
export function sealText(
  associatedData: Uint8Array,
  contentKey: Uint8Array,
  streamHeader: Uint8Array,
  text: Uint8Array,
  lastTag = TAG_FINAL,
): Uint8Array {
  const chunks: Uint8Array[] = [];
  let state = initialState(encryptionKey(contentKey), streamHeader);
  for (let at = 0; at < text.length; at += CHUNK_BYTES) {
    const tag = at + CHUNK_BYTES < text.length ? TAG_MESSAGE : lastTag;
    const bound = at === 0 ? associatedData : new Uint8Array();
    const sealed = sealChunk(state, bound, text.subarray(at, at + CHUNK_BYTES), tag);
    chunks.push(sealed.chunk);
    state = sealed.state;
  }
  return concatBytes(associatedData, streamHeader, ...chunks);
}

export function seal(
  header: PlainHeader,
  plaintext: Uint8Array,
  contentKey: Uint8Array,
  streamHeader: Uint8Array,
): Uint8Array {
  const clear = headerBytes(header);
  const associatedData = concatBytes(clear, commitment(contentKey, clear));
  return sealText(associatedData, contentKey, streamHeader, padded(plaintext));
}

/** Header and commitment of an envelope. */
export function clearPart(envelope: Uint8Array): Uint8Array {
  return envelope.slice(0, 143 + (envelope[110] ?? 0));
}

export function wrapBinding(associatedData: Uint8Array, recipient: Uint8Array): Uint8Array {
  return H("idOS v1 wrapped key binding", undefined, associatedData, recipient);
}

export function wrap(
  contentKey: Uint8Array,
  associatedData: Uint8Array,
  recipient: Uint8Array,
  ephemeral: Uint8Array,
): Uint8Array {
  return sealToKey(concatBytes(contentKey, wrapBinding(associatedData, recipient)), recipient, ephemeral);
}

/** The content key, or undefined. */
export function unwrap(
  wrapped: Uint8Array,
  associatedData: Uint8Array,
  seed: Uint8Array,
): Uint8Array | undefined {
  const { privateKey, publicKey } = readerOf(seed);
  const message = openWithKey(wrapped, privateKey);
  if (message?.length !== 64) return undefined;
  const isBound = equalBytes(message.subarray(32), wrapBinding(associatedData, publicKey));
  return isBound ? message.slice(0, 32) : undefined;
}

/** The plaintext, or undefined. */
export function open(envelope: Uint8Array, wrapped: Uint8Array, seed: Uint8Array): Uint8Array | undefined {
  if (envelope[4] !== 1 || envelope[5] !== 1) return undefined;
  const associatedData = clearPart(envelope);
  const contentKey = unwrap(wrapped, associatedData, seed);
  if (contentKey === undefined) return undefined;
  const expected = commitment(contentKey, associatedData.subarray(0, -32));
  return equalBytes(expected, associatedData.subarray(-32)) ? decrypt(envelope, contentKey) : undefined;
}

/** Without a look at the commitment: what a reader who trusts the cipher alone would see. */
export function decrypt(envelope: Uint8Array, contentKey: Uint8Array): Uint8Array | undefined {
  const associatedData = clearPart(envelope);
  const start = associatedData.length + 24;
  let state = initialState(encryptionKey(contentKey), envelope.slice(associatedData.length, start));
  const texts: Uint8Array[] = [];
  for (let at = start; at < envelope.length; at += SEALED_CHUNK_BYTES) {
    const isLast = at + SEALED_CHUNK_BYTES >= envelope.length;
    const bound = at === start ? associatedData : new Uint8Array();
    const opened = openChunk(state, bound, envelope.subarray(at, at + SEALED_CHUNK_BYTES));
    if (opened?.tag !== (isLast ? TAG_FINAL : TAG_MESSAGE)) return undefined;
    texts.push(opened.text);
    state = opened.state;
  }
  const text = concatBytes(...texts);
  const marker = text.findLastIndex((byte) => byte !== 0);
  if (text[marker] !== 0x80) return undefined;
  const plaintext = text.slice(0, marker);
  return padded(plaintext).length === text.length ? plaintext : undefined;
}
