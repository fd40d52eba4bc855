import { poly1305 } from "@noble/ciphers/_poly1305.js";
import { concatBytes } from "@noble/ciphers/utils.js";
import { blake2b } from "@noble/hashes/blake2.js";
import { encryptionKey } from "./envelope.ts";
import { authenticated, initialState, keystreams, TAG_FINAL, xor } from "./secretstream.ts";

const P = 2n ** 130n - 5n;
const WORD = 2n ** 128n;
const CLAMP = 0x0ffffffc0ffffffc0ffffffc0fffffffn;
const TEXT_BYTES = 256;
/** Of the text: one block is solved for, another one is varied until there is a solution. */
const SOLVED_AT = 64;
const VARIED_AT = 80;

const toNumber = (bytes: Uint8Array): bigint =>
  bytes.reduceRight((number, byte) => (number << 8n) + BigInt(byte), 0n);

function toBlock(number: bigint): Uint8Array {
  return Uint8Array.from({ length: 16 }, (_, at) => Number((number >> BigInt(8 * at)) & 0xffn));
}

function power(base: bigint, exponent: bigint): bigint {
  if (exponent === 0n) return 1n;
  const half = power((base * base) % P, exponent >> 1n);
  return exponent & 1n ? (half * base) % P : half;
}

/** A one-time key's view of a message whose block at `freeAt` is missing: MAC = sum + free * factor. */
function equation(macKey: Uint8Array, message: Uint8Array, freeAt: number) {
  const r = toNumber(macKey.subarray(0, 16)) & CLAMP;
  let [sum, factor] = [0n, 0n];
  for (let at = 0; at < message.length; at += 16) {
    const block = at === freeAt ? 0n : toNumber(message.subarray(at, at + 16)) + WORD;
    sum = ((sum + block) * r) % P;
    factor = ((factor + (at === freeAt ? 1n : 0n)) * r) % P;
  }
  return { sum: sum + toNumber(macKey.subarray(16)), factor };
}

/** A second content key for which tag and last byte come out as for the first: one in 65,536 does. */
function secondKey(contentKey: Uint8Array, streamHeader: Uint8Array) {
  const streamsOf = (key: Uint8Array) =>
    keystreams(initialState(encryptionKey(key), streamHeader), TEXT_BYTES);
  const one = streamsOf(contentKey);
  for (let key = contentKey; ;) {
    key = blake2b(key, { dkLen: 32 });
    const other = streamsOf(key);
    if (other.forTag[0] === one.forTag[0] && other.forText.at(-1) === one.forText.at(-1))
      return { key, one, other };
  }
}

/**
 * One envelope that decrypts without a fault under two content keys, to two texts ("invisible salamander"):
 * Poly1305 is linear in its message, so one block makes the MACs under both keys the same.
 */
export function twoKeyEnvelope(
  associatedData: Uint8Array,
  contentKey: Uint8Array,
  streamHeader: Uint8Array,
): { readonly envelope: Uint8Array; readonly otherContentKey: Uint8Array } {
  const { key, one, other } = secondKey(contentKey, streamHeader);
  const text = new Uint8Array(TEXT_BYTES).fill(0x61);
  text[TEXT_BYTES - 1] = 0x80;
  const encrypted = xor(text, one.forText);
  const tag = Uint8Array.of((one.forTag[0] ?? 0) ^ TAG_FINAL);
  const seenBy = ({ forTag }: typeof one): Uint8Array =>
    authenticated(associatedData, concatBytes(tag, forTag.subarray(1)), encrypted);
  const freeAt = seenBy(one).length - 16 - TEXT_BYTES + SOLVED_AT;
  for (let varied = 0; ; varied += 1) {
    encrypted[VARIED_AT] = varied;
    const [first, second] = [one, other].map((streams) => equation(streams.macKey, seenBy(streams), freeAt));
    if (first === undefined || second === undefined) throw new Error("two keys have two equations");
    const difference = (first.factor - second.factor + P) % P;
    const solution = (((second.sum - first.sum) % P) + P) * power(difference, P - 2n);
    const block = (solution % P) - WORD;
    if (block < 0n || block >= WORD) continue;
    encrypted.set(toBlock(block), SOLVED_AT);
    const mac = poly1305(seenBy(one), one.macKey);
    if (Buffer.compare(mac, poly1305(seenBy(other), other.macKey)) !== 0) continue;
    return {
      envelope: concatBytes(associatedData, streamHeader, tag, encrypted, mac),
      otherContentKey: key,
    };
  }
}
