import { bytesToHex } from "@noble/ciphers/utils.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { clearPart, type PlainHeader, readerOf, seal, wrap } from "./envelope.ts";

/** Bytes that say what they are: all of one value. */
export const filled = (byte: number, length = 32): Uint8Array => new Uint8Array(length).fill(byte);
const word = (byte: number): string => `0x${bytesToHex(filled(byte))}`;
export const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");

export const SEEDS = { alice: filled(0x11), bob: filled(0x22) } as const;
export type ReaderName = keyof typeof SEEDS;
export const publicKeyOf = (reader: ReaderName): Uint8Array => readerOf(SEEDS[reader]).publicKey;

export interface Sealed {
  readonly name: string;
  readonly header: PlainHeader;
  readonly contentKey: Uint8Array;
  readonly bytes: Uint8Array;
  readonly wrap: Uint8Array;
  readonly vector: object;
}

const ATTRIBUTE = '{"type":"profile/name","value":"Alice"}';
const HEADER = { owner: word(1), record: word(2), contentType: "application/json" };
/** Longer ones are named by their hash: all that is needed to make them stands beside it. */
const INLINE_BYTES_MAX = 1024;

function sealed(name: string, header: PlainHeader, plaintext: Uint8Array, keyByte: number): Sealed {
  const [contentKey, streamHeader, ephemeral] = [
    filled(keyByte),
    filled(keyByte + 1, 24),
    filled(keyByte + 2),
  ];
  const bytes = seal(header, plaintext, contentKey, streamHeader);
  const wrapped = wrap(contentKey, clearPart(bytes), publicKeyOf("alice"), ephemeral);
  const isText = plaintext.length < INLINE_BYTES_MAX;
  const vector = {
    ...{ name, header, reader: "alice" },
    plaintext: isText
      ? { text: Buffer.from(plaintext).toString() }
      : { byte: plaintext[0], length: plaintext.length },
    contentKey: base64url(contentKey),
    streamHeader: base64url(streamHeader),
    ephemeralPrivateKey: base64url(ephemeral),
    wrappedKey: base64url(wrapped),
    ...(isText && { envelope: base64url(bytes) }),
    sha256: bytesToHex(sha256(bytes)),
  };
  return { name, header, contentKey, bytes, wrap: wrapped, vector };
}

export function validEnvelopes() {
  const text = new TextEncoder().encode(ATTRIBUTE);
  const first = { ...HEADER, recordVersion: 1, prev: null };
  const second = { ...HEADER, recordVersion: 2, prev: word(9) };
  return {
    first: sealed("version 1", first, text, 0x30),
    second: sealed("version 2", second, text, 0x40),
    other: sealed("another record", { ...first, record: word(3) }, text, 0x50),
    empty: sealed("empty", first, new Uint8Array(), 0x60),
    border: sealed("one byte less than a bucket", first, filled(0x61, 255), 0x70),
    chunk: sealed("one chunk, full but for the marker", first, filled(0x61, 65_535), 0x80),
    chunks: sealed("three chunks", first, filled(0x61, 150_000), 0x90),
    exact: sealed("whole chunks, and one of padding alone", first, filled(0x61, 131_072), 0xa0),
  };
}
