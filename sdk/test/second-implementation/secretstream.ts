import { poly1305 } from "@noble/ciphers/_poly1305.js";
import { chacha20, hchacha } from "@noble/ciphers/chacha.js";
import { concatBytes, equalBytes, u32, utf8ToBytes } from "@noble/ciphers/utils.js";

export const SIGMA = u32(utf8ToBytes("expand 32-byte k"));
/** A copy, which begins where words may. */
export const words = (bytes: Uint8Array): Uint32Array => u32(Uint8Array.from(bytes));
const BLOCK_BYTES = 64;
const POLY_BLOCK_BYTES = 16;
export const TAG_MESSAGE = 0;
export const TAG_FINAL = 3;

/** What secretstream keeps between two chunks. */
interface State {
  readonly key: Uint8Array;
  /** 4 bytes of counter, little-endian from 1, and 8 that each chunk's MAC changes. */
  readonly nonce: Uint8Array;
}

export function initialState(key: Uint8Array, streamHeader: Uint8Array): State {
  const subkey = new Uint32Array(8);
  hchacha(SIGMA, words(key), words(streamHeader.subarray(0, 16)), subkey);
  const nonce = concatBytes(Uint8Array.of(1, 0, 0, 0), streamHeader.subarray(16, 24));
  return { key: new Uint8Array(subkey.buffer), nonce };
}

/** What Poly1305 authenticates of a chunk: all of it in whole blocks, because chunks are multiples of 16 bytes. */
export function authenticated(
  associatedData: Uint8Array,
  tagBlock: Uint8Array,
  text: Uint8Array,
): Uint8Array {
  const padding = new Uint8Array(-associatedData.length & (POLY_BLOCK_BYTES - 1));
  const lengths = new DataView(new ArrayBuffer(POLY_BLOCK_BYTES));
  lengths.setBigUint64(0, BigInt(associatedData.length), true);
  lengths.setBigUint64(8, BigInt(BLOCK_BYTES + text.length), true);
  return concatBytes(associatedData, padding, tagBlock, text, new Uint8Array(lengths.buffer));
}

/** ChaCha20's output for a chunk: Poly1305's one-time key, the tag's block, and what the text is combined with. */
export function keystreams({ key, nonce }: State, textBytes: number) {
  const stream = chacha20(key, nonce, new Uint8Array(2 * BLOCK_BYTES + textBytes));
  return {
    macKey: stream.subarray(0, 32),
    forTag: stream.subarray(BLOCK_BYTES, 2 * BLOCK_BYTES),
    forText: stream.subarray(2 * BLOCK_BYTES),
  };
}

export function xor(one: Uint8Array, other: Uint8Array): Uint8Array {
  return one.map((byte, at) => byte ^ (other[at] ?? 0));
}

function next({ key, nonce }: State, mac: Uint8Array): State {
  const counted = nonce.slice();
  const view = new DataView(counted.buffer);
  view.setUint32(0, view.getUint32(0, true) + 1, true);
  counted.set(xor(counted.subarray(4), mac.subarray(0, 8)), 4);
  return { key, nonce: counted };
}

/** One byte of encrypted tag, the encrypted text, 16 bytes of MAC. */
export function sealChunk(state: State, associatedData: Uint8Array, text: Uint8Array, tag: number) {
  const { macKey, forTag, forText } = keystreams(state, text.length);
  const tagBlock = forTag.slice();
  tagBlock[0] = (tagBlock[0] ?? 0) ^ tag;
  const encrypted = xor(text, forText);
  const mac = poly1305(authenticated(associatedData, tagBlock, encrypted), macKey);
  return { chunk: concatBytes(tagBlock.subarray(0, 1), encrypted, mac), state: next(state, mac) };
}

export function openChunk(state: State, associatedData: Uint8Array, chunk: Uint8Array) {
  if (chunk.length < 17) return undefined;
  const encrypted = chunk.subarray(1, -16);
  const { macKey, forTag, forText } = keystreams(state, encrypted.length);
  const tag = (chunk[0] ?? 0) ^ (forTag[0] ?? 0);
  const tagBlock = concatBytes(chunk.subarray(0, 1), forTag.subarray(1));
  const mac = poly1305(authenticated(associatedData, tagBlock, encrypted), macKey);
  if (!equalBytes(mac, chunk.subarray(-16))) return undefined;
  return { text: xor(encrypted, forText), tag, state: next(state, mac) };
}
