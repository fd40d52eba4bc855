import { bytesEqual, fromHex, toHex } from "./bytes.ts";
import { LIMITS } from "./limits.ts";
import { type Bytes32, parseBytes32, ZERO_BYTES32 } from "./primitives.ts";

/** What an envelope states in the clear about its content; bound to it as associated data. */
export interface EnvelopeHeader {
  readonly owner: Bytes32;
  readonly record: Bytes32;
  readonly recordVersion: number;
  /** Hash of the signed header that this version replaces, or null at version 1. */
  readonly prev: Bytes32 | null;
  /** Media type of the plaintext, printable ASCII. */
  readonly contentType: string;
}

export interface Envelope {
  readonly header: EnvelopeHeader;
  /** Key commitment, 32 bytes. */
  readonly commitment: Uint8Array;
  /** Header and commitment exactly as they stand in the envelope: the associated data of the first chunk. */
  readonly associatedData: Uint8Array;
  /** The secretstream's own header (24 bytes) and its chunks. */
  readonly ciphertext: Uint8Array;
}

const MAGIC = Uint8Array.of(0x69, 0x64, 0x4f, 0x53);
const VERSION = 1;
/** 1 = secretstream XChaCha20-Poly1305 in 64 KiB chunks with a BLAKE2b key commitment. 2 is kept for X-Wing wraps. */
const ALGORITHM = 1;
const FIXED_BYTES = 111;
const COMMITMENT_BYTES = 32;
const STREAM_HEADER_BYTES = 24;
const CHUNK_TAG_BYTES = 17;
const CONTENT_TYPE = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;

/** The header's bytes: magic, version, algorithm, owner, record, record version, prev, content type. Big-endian. */
export function encodeEnvelopeHeader(header: EnvelopeHeader): Uint8Array {
  if (!CONTENT_TYPE.test(header.contentType) || header.contentType.length > LIMITS.contentTypeBytesMax)
    throw new TypeError(`not a content type: ${header.contentType}`);
  const bytes = new Uint8Array(FIXED_BYTES + header.contentType.length);
  bytes.set(MAGIC, 0);
  bytes[4] = VERSION;
  bytes[5] = ALGORITHM;
  bytes.set(fromHex(header.owner), 6);
  bytes.set(fromHex(header.record), 38);
  new DataView(bytes.buffer).setBigUint64(70, BigInt(header.recordVersion));
  bytes.set(fromHex(header.prev ?? ZERO_BYTES32), 78);
  bytes[110] = header.contentType.length;
  bytes.set(new TextEncoder().encode(header.contentType), FIXED_BYTES);
  return bytes;
}

export type EnvelopeFault =
  "too-short" | "too-long" | "not-an-envelope" | "unknown-version" | "malformed-header";

/** Reads an envelope's clear part; the ciphertext is not looked at. */
export function parseEnvelope(bytes: Uint8Array): Envelope | { fault: EnvelopeFault } {
  if (bytes.length > LIMITS.envelopeBytesMax) return { fault: "too-long" };
  if (bytes.length < FIXED_BYTES) return { fault: "too-short" };
  if (!bytesEqual(bytes.subarray(0, 4), MAGIC)) return { fault: "not-an-envelope" };
  if (bytes[4] !== VERSION || bytes[5] !== ALGORITHM) return { fault: "unknown-version" };
  const headerBytes = FIXED_BYTES + (bytes[110] ?? 0);
  const clearBytes = headerBytes + COMMITMENT_BYTES;
  if (bytes.length < clearBytes + STREAM_HEADER_BYTES + CHUNK_TAG_BYTES) return { fault: "too-short" };
  const header = parseHeader(bytes.subarray(0, headerBytes));
  if (header === undefined) return { fault: "malformed-header" };
  return {
    header,
    commitment: bytes.subarray(headerBytes, clearBytes),
    associatedData: bytes.subarray(0, clearBytes),
    ciphertext: bytes.subarray(clearBytes),
  };
}

function parseHeader(bytes: Uint8Array): EnvelopeHeader | undefined {
  const recordVersion = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(70);
  const contentType = String.fromCharCode(...bytes.subarray(FIXED_BYTES));
  if (recordVersion < 1n || recordVersion > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  if (!CONTENT_TYPE.test(contentType) || contentType.length > LIMITS.contentTypeBytesMax) return undefined;
  const prev = parseBytes32(toHex(bytes.subarray(78, 110)));
  if ((recordVersion === 1n) !== (prev === ZERO_BYTES32)) return undefined;
  return {
    owner: parseBytes32(toHex(bytes.subarray(6, 38))),
    record: parseBytes32(toHex(bytes.subarray(38, 70))),
    recordVersion: Number(recordVersion),
    prev: recordVersion === 1n ? null : prev,
    contentType,
  };
}
