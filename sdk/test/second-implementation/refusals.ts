import { concatBytes } from "@noble/ciphers/utils.js";
import { clearPart, commitment, headerBytes, padded, sealText, wrap, wrapBinding } from "./envelope.ts";
import { sealToKey } from "./sealed-box.ts";
import { twoKeyEnvelope } from "./two-key-envelope.ts";
import {
  base64url,
  filled,
  publicKeyOf,
  type ReaderName,
  type Sealed,
  type validEnvelopes,
} from "./valid-envelopes.ts";

type Part = readonly [from: number, to: number];

interface Refused {
  readonly name: string;
  readonly reader: ReaderName;
  readonly wrappedKey: string;
  readonly envelope?: string;
  readonly of?: string;
  readonly parts?: readonly Part[];
}

const SEALED_CHUNK_BYTES = 65_536 + 17;

function refused(
  name: string,
  bytes: Uint8Array,
  wrapped: Uint8Array,
  reader: ReaderName = "alice",
): Refused {
  return { name, reader, wrappedKey: base64url(wrapped), envelope: base64url(bytes) };
}

function changed(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = value;
  return copy;
}

/** One case or more for each way in which an envelope is not as it was sealed. */
export function refusals(valid: ReturnType<typeof validEnvelopes>): readonly Refused[] {
  const { first, second, other, chunks } = valid;
  const swapped = first.bytes.slice();
  swapped.set(headerBytes(second.header));
  const forBob = wrap(first.contentKey, clearPart(first.bytes), publicKeyOf("bob"), filled(0xb0));
  return [
    refused("wrong key", first.bytes, first.wrap, "bob"),
    refused("wrap for another recipient", first.bytes, forBob),
    refused("wrap of another record", first.bytes, other.wrap),
    refused("wrap of a newer version", first.bytes, second.wrap),
    refused("wrap bound to another recipient's key", first.bytes, misboundWrap(first)),
    refused("wrap of the content key alone", first.bytes, bareWrap(first)),
    refused("wrap cut", first.bytes, first.wrap.subarray(0, -1)),
    refused("swapped header", swapped, first.wrap),
    refused("unknown magic", changed(first.bytes, 0, 0x49), first.wrap),
    refused("unknown version", changed(first.bytes, 4, 2), first.wrap),
    refused("reserved algorithm", changed(first.bytes, 5, 2), first.wrap),
    refused("unknown algorithm", changed(first.bytes, 5, 0xff), first.wrap),
    refused("content type longer than the envelope says", changed(first.bytes, 110, 15), first.wrap),
    refused("cut by a byte", first.bytes.subarray(0, -1), first.wrap),
    refused("header alone", first.bytes.subarray(0, 127), first.wrap),
    refused("nothing", new Uint8Array(), first.wrap),
    refused("trailing byte", concatBytes(first.bytes, filled(0, 1)), first.wrap),
    ...wrongKeys(first),
    ...wrongTexts(first),
    ...wrongChunks(chunks),
  ];
}

function bareWrap({ contentKey }: Sealed): Uint8Array {
  return sealToKey(contentKey, publicKeyOf("alice"), filled(0xb1));
}

/** For Alice to open, yet bound to Bob. */
function misboundWrap({ contentKey, bytes }: Sealed): Uint8Array {
  const binding = wrapBinding(clearPart(bytes), publicKeyOf("bob"));
  return sealToKey(concatBytes(contentKey, binding), publicKeyOf("alice"), filled(0xb2));
}

/** Ciphertexts that decrypt without a fault, under a key that the envelope does not commit to. */
function wrongKeys({ header, contentKey }: Sealed): readonly Refused[] {
  const clear = headerBytes(header);
  const otherKey = filled(0xc0);
  const associatedData = concatBytes(clear, commitment(otherKey, clear));
  const plain = sealText(associatedData, contentKey, filled(0xc1, 24), padded(filled(0x61, 9)));
  const toAlice = wrap(contentKey, associatedData, publicKeyOf("alice"), filled(0xc2));
  const committed = concatBytes(clear, commitment(contentKey, clear));
  const { envelope, otherContentKey } = twoKeyEnvelope(committed, contentKey, filled(0xc3, 24));
  const toBob = wrap(otherContentKey, committed, publicKeyOf("bob"), filled(0xc4));
  return [
    refused("commitment to another key", plain, toAlice),
    refused("one ciphertext for two keys, the one that it does not commit to", envelope, toBob, "bob"),
  ];
}

/** Sealed as they should be, but for the padding or the final tag. */
function wrongTexts({ contentKey, bytes, wrap: wrapped }: Sealed): readonly Refused[] {
  const associatedData = clearPart(bytes);
  const text = padded(filled(0x61, 9));
  const sealedAs = (name: string, padding: Uint8Array, tag?: number): Refused =>
    refused(name, sealText(associatedData, contentKey, filled(0xd0, 24), padding, tag), wrapped);
  return [
    sealedAs("padding without a marker", filled(0, 256)),
    sealedAs("padding of another marker", changed(text, 9, 0x81)),
    sealedAs("padding that does not end in zeros", changed(text, 255, 1)),
    sealedAs("padding to a larger bucket than needed", concatBytes(text, filled(0, 256))),
    sealedAs("padding to no bucket", text.subarray(0, 240)),
    sealedAs("no final tag", text, 0),
    sealedAs("tag PUSH", text, 1),
    sealedAs("tag REKEY", text, 2),
  ];
}

function wrongChunks({ name: of, bytes, wrap: wrapped }: Sealed): readonly Refused[] {
  const end = bytes.length;
  const start = end - 3 * SEALED_CHUNK_BYTES;
  const chunk = (index: number): Part => [
    start + index * SEALED_CHUNK_BYTES,
    start + (index + 1) * SEALED_CHUNK_BYTES,
  ];
  const [head, one, two, three]: readonly Part[] = [[0, start], ...[0, 1, 2].map(chunk)];
  if (head === undefined || one === undefined || two === undefined || three === undefined) return [];
  const inParts = (name: string, ...parts: readonly Part[]): Refused => ({
    ...{ name, reader: "alice", wrappedKey: base64url(wrapped), of },
    parts,
  });
  const cuts = [one, two, three].flatMap(([at, to], index) => [
    inParts(`cut before chunk ${index + 1}`, [0, at]),
    inParts(`cut a byte into chunk ${index + 1}`, [0, at + 1]),
    inParts(`cut a tag's length into chunk ${index + 1}`, [0, at + 17]),
    inParts(`cut a byte before the end of chunk ${index + 1}`, [0, to - 1]),
  ]);
  return [
    ...cuts,
    inParts("chunks in another order", head, two, one, three),
    inParts("final chunk first", head, three, one, two),
    inParts("chunk twice", head, one, one, two, three),
    inParts("final chunk twice", head, one, two, three, three),
    inParts("chunk left out", head, one, three),
    inParts("first chunk left out", head, two, three),
    inParts("byte after the final chunk", [0, end], [0, 1]),
  ];
}
