import { fromHex, parseBytes32, toHex } from "@idos/protocol";
import { expect } from "chai";
import fc from "fast-check";
import { openEnvelope, sealEnvelope } from "../../src/crypto/envelope.ts";
import { rewrapKey } from "../../src/crypto/envelope-keys.ts";
import { createSeed, keysFromSeed, type UserKeys } from "../../src/crypto/key-pair.ts";
import { idOf } from "../harness/actor.ts";
import { clearPart, open, type PlainHeader, readerOf, seal, wrap } from "./envelope.ts";

const HEADER = {
  ...{ owner: idOf(1), record: idOf(2), recordVersion: 2, prev: idOf(9) },
  contentType: "text/plain",
};
const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));

/** Small ones, and a few bytes about each border of bucket and chunk. */
const lengths = fc.oneof(
  fc.nat(3000),
  fc
    .tuple(fc.constantFrom(256, 512, 4096, 32_768, 65_536, 131_072, 196_608), fc.integer({ min: -2, max: 2 }))
    .map(([border, more]) => border + more),
);

describe("a second implementation, on other primitives", () => {
  let seed: Uint8Array;
  let keys: UserKeys;

  before(async () => {
    seed = await createSeed();
    keys = await keysFromSeed(seed);
  });

  it("derives the same encryption key from a seed", () => {
    expect(toHex(readerOf(seed).publicKey)).to.equal(keys.encryptionKey);
  });

  it("opens what the SDK seals, and a wrap that the SDK made of a wrap", async () => {
    const other = await createSeed();
    const { encryptionKey } = await keysFromSeed(other);
    await fc.assert(
      fc.asyncProperty(lengths, async (length) => {
        const plaintext = new Uint8Array(length).map((_, at) => at * 7);
        const sealed = await sealEnvelope(HEADER, plaintext, [keys.encryptionKey]);
        const [wrapped = new Uint8Array()] = sealed.wrappedKeys;
        expectSame(open(sealed.bytes, wrapped, seed), plaintext);
        const rewrapped = await rewrapKey(sealed.bytes, wrapped, keys, encryptionKey);
        expectSame(open(sealed.bytes, rewrapped, other), plaintext);
      }),
      { numRuns: 30 },
    );
  });

  it("seals what the SDK opens, with the same header", async () => {
    const headers: fc.Arbitrary<PlainHeader> = fc.record({
      ...{ owner: word, record: word, prev: word, recordVersion: fc.integer({ min: 2, max: 2 ** 53 - 1 }) },
      contentType: fc.stringMatching(/^[a-z]{1,40}\/[a-z]{1,60}$/),
    });
    await fc.assert(
      fc.asyncProperty(headers, lengths, async (header, length) => {
        const plaintext = new Uint8Array(length).map((_, at) => at);
        const contentKey = random(32);
        const envelope = seal(header, plaintext, contentKey, random(24));
        const recipient = fromHex(keys.encryptionKey);
        const opened = await openEnvelope(
          envelope,
          wrap(contentKey, clearPart(envelope), recipient, random(32)),
          keys,
        );
        expectSame(opened.plaintext, plaintext);
        expect(opened.header).to.deep.equal(header);
      }),
      { numRuns: 30 },
    );
  });
});

const word = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => {
  bytes[0] = 1;
  return parseBytes32(toHex(bytes));
});

function expectSame(found: Uint8Array | undefined, expected: Uint8Array): void {
  expect(found && Buffer.compare(found, expected)).to.equal(0);
}
