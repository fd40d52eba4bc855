import { encodeEnvelopeHeader, type EnvelopeHeader, parseEnvelope } from "@idos/protocol";
import { expect } from "chai";
import fc from "fast-check";
import { createChunkSealer } from "../../src/crypto/chunk-sealer.ts";
import { concatBytes, derive } from "../../src/crypto/derive.ts";
import { openEnvelope, PLAINTEXT_BYTES_MAX, sealEnvelope } from "../../src/crypto/envelope.ts";
import { rewrapKey } from "../../src/crypto/envelope-keys.ts";
import { createSeed, keysFromSeed, type UserKeys } from "../../src/crypto/key-pair.ts";
import { loadSodium } from "../../src/crypto/sodium.ts";
import { wrapContentKey } from "../../src/crypto/wrapped-key.ts";
import { expectIdosError } from "../harness/expect-error.ts";
import { idOf } from "../harness/actor.ts";

const HEADER: EnvelopeHeader = {
  ...{ owner: idOf(1), record: idOf(2), recordVersion: 1, prev: null },
  contentType: "application/json",
};
const CHUNK_BYTES = 64 * 1024;
const CIPHER_CHUNK_BYTES = CHUNK_BYTES + 17;
const STREAM_HEADER_BYTES = 24;

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

describe("envelope", () => {
  let alice: UserKeys;
  let bob: UserKeys;

  before(async () => {
    alice = await keysFromSeed(await createSeed());
    bob = await keysFromSeed(await createSeed());
  });

  async function seal(plaintext: Uint8Array, header = HEADER) {
    const { bytes, wrappedKeys } = await sealEnvelope(header, plaintext, [alice.encryptionKey]);
    const [wrappedKey] = wrappedKeys;
    if (wrappedKey === undefined) throw new Error("no wrapped key");
    return { bytes, wrappedKey };
  }

  const refused = (bytes: Uint8Array, wrappedKey: Uint8Array, keys = alice) =>
    expectIdosError(() => openEnvelope(bytes, wrappedKey, keys), "DECRYPTION_FAILED");

  it("opens to what was sealed, of any length around the bucket and chunk borders", async () => {
    const lengths = fc.oneof(
      fc.nat(3000),
      fc.constantFrom(0, 255, 256, CHUNK_BYTES - 1, CHUNK_BYTES, 2 * CHUNK_BYTES, 3 * CHUNK_BYTES - 1),
    );
    await fc.assert(
      fc.asyncProperty(lengths, fc.nat(255), async (length, byte) => {
        const plaintext = new Uint8Array(length).fill(byte);
        const { bytes, wrappedKey } = await seal(plaintext);
        const opened = await openEnvelope(bytes, wrappedKey, alice);
        expect(Buffer.from(opened.plaintext).equals(plaintext)).to.equal(true);
        expect(opened.header).to.deep.equal(HEADER);
      }),
      { numRuns: 40 },
    );
  });

  it("hides the content and all but the bucket of its length", async () => {
    const short = await seal(text("short"));
    const long = await seal(text("x".repeat(200)));
    expect(short.bytes.length).to.equal(long.bytes.length);
    expect(Buffer.from(short.bytes).includes("short")).to.equal(false);
  });

  it("never reuses a key: the same content sealed twice has another commitment and other bytes", async () => {
    const [one, two] = [await seal(text("same")), await seal(text("same"))];
    const [first, second] = [parseEnvelope(one.bytes), parseEnvelope(two.bytes)];
    if ("fault" in first || "fault" in second) throw new Error("not an envelope");
    expect(first.commitment).not.to.deep.equal(second.commitment);
    await refused(two.bytes, one.wrappedKey);
  });

  it("is shared by one more wrap of 112 bytes, which opens for that recipient only", async () => {
    const { bytes, wrappedKey } = await seal(text("for Bob too"));
    const forBob = await rewrapKey(bytes, wrappedKey, alice, bob.encryptionKey);
    expect(forBob.length).to.equal(112);
    expect((await openEnvelope(bytes, forBob, bob)).plaintext).to.deep.equal(text("for Bob too"));
    await refused(bytes, forBob, alice);
    await refused(bytes, wrappedKey, bob);
  });

  it("does not open with the wrapped key of another record", async () => {
    const mine = await seal(text("record 2"));
    const other = await seal(text("record 3"), { ...HEADER, record: idOf(3) });
    await refused(mine.bytes, other.wrappedKey);
    await refused(other.bytes, mine.wrappedKey);
  });

  it("does not open an older version with the newer version's key", async () => {
    const older = await seal(text("older"));
    const newer = await seal(text("newer"), { ...HEADER, recordVersion: 2, prev: idOf(9) });
    await refused(older.bytes, newer.wrappedKey);
  });

  it("does not open under another header", async () => {
    const { bytes, wrappedKey } = await seal(text("swapped"));
    const swapped = bytes.slice();
    swapped.set(encodeEnvelopeHeader({ ...HEADER, owner: idOf(7) }));
    await refused(swapped, wrappedKey);
  });

  it("does not open when a bit is flipped, at any position", async () => {
    const { bytes, wrappedKey } = await seal(text("every bit counts"));
    for (let position = 0; position < bytes.length; position += 1) {
      const flipped = bytes.slice();
      flipped[position] = (flipped[position] ?? 0) ^ (1 << (position % 8));
      await refused(flipped, wrappedKey);
    }
  });

  it("does not open when a bit of the wrapped key is flipped, at any position", async () => {
    const { bytes, wrappedKey } = await seal(text("every bit counts"));
    for (let position = 0; position < wrappedKey.length; position += 1) {
      const flipped = wrappedKey.slice();
      flipped[position] = (flipped[position] ?? 0) ^ (1 << (position % 8));
      await refused(bytes, flipped);
    }
  });

  it("does not open when it is cut, at any position, or when bytes follow", async () => {
    const { bytes, wrappedKey } = await seal(text("whole or not at all"));
    for (let length = 0; length < bytes.length; length += 1)
      await refused(bytes.subarray(0, length), wrappedKey);
    await refused(Uint8Array.of(...bytes, 0), wrappedKey);
  });

  it("does not open when chunks are swapped, dropped, repeated or cut at a border", async () => {
    const { bytes, wrappedKey } = await seal(crypto.getRandomValues(new Uint8Array(CHUNK_BYTES)));
    const start = bytes.length - 2 * CIPHER_CHUNK_BYTES;
    const head = bytes.subarray(0, start);
    const first = bytes.subarray(start, start + CIPHER_CHUNK_BYTES);
    const second = bytes.subarray(start + CIPHER_CHUNK_BYTES);
    await openEnvelope(Buffer.concat([head, first, second]), wrappedKey, alice);
    for (const chunks of [
      [second, first],
      [first],
      [second],
      [first, first, second],
      [first, second, second],
    ])
      await refused(Buffer.concat([head, ...chunks]), wrappedKey);
  });

  it("does not open in an unknown version or algorithm", async () => {
    const { bytes, wrappedKey } = await seal(text("tomorrow"));
    for (const position of [4, 5]) {
      const other = bytes.slice();
      other[position] = 2;
      await refused(other, wrappedKey);
    }
  });

  it("does not open under a key that it does not commit to, though that key decrypts it and is wrapped for it", async () => {
    const sodium = await loadSodium();
    const [committed, other] = [sodium.randombytes_buf(32), sodium.randombytes_buf(32)];
    const headerBytes = encodeEnvelopeHeader(HEADER);
    const forge = (commitmentKey: Uint8Array, contentKey: Uint8Array) => {
      const commitment = derive(sodium, commitmentKey, "envelopeCommitment", headerBytes);
      const associatedData = concatBytes([headerBytes, commitment]);
      const key = derive(sodium, contentKey, "envelopeKey");
      const sealer = createChunkSealer(sodium, key, associatedData);
      const ciphertext = concatBytes([sealer.header, ...sealer.push(text("which one?")), sealer.end()]);
      sealer.release();
      const wrappedKey = wrapContentKey(sodium, contentKey, associatedData, alice.encryptionKey);
      return { bytes: concatBytes([associatedData, ciphertext]), wrappedKey };
    };
    const honest = forge(other, other);
    await openEnvelope(honest.bytes, honest.wrappedKey, alice);
    const forged = forge(committed, other);
    await refused(forged.bytes, forged.wrappedKey);
  });

  it("fails in one way whatever the cause: same code, same message, no values", async () => {
    const { bytes, wrappedKey } = await seal(text("no oracle"));
    const truncated = await refused(bytes.subarray(0, bytes.length - 1), wrappedKey);
    const wrongKey = await refused(bytes, wrappedKey, bob);
    expect(truncated.message).to.equal(wrongKey.message);
    expect([truncated.values, wrongKey.values]).to.deep.equal([{}, {}]);
    expect([truncated.cause, wrongKey.cause]).to.deep.equal([undefined, undefined]);
  });

  it("fits the node's limit at its largest and refuses one byte more", async () => {
    const { bytes, wrappedKey } = await seal(new Uint8Array(PLAINTEXT_BYTES_MAX));
    expect("fault" in parseEnvelope(bytes)).to.equal(false);
    expect((await openEnvelope(bytes, wrappedKey, alice)).plaintext.length).to.equal(PLAINTEXT_BYTES_MAX);
    const tooLarge = new Uint8Array(PLAINTEXT_BYTES_MAX + 1);
    await expectIdosError(() => seal(tooLarge), "CONTENT_TOO_LARGE");
  });

  it("is not sealed to a key of small order, under which anybody could open it", async () => {
    const call = () => sealEnvelope(HEADER, text("x"), [idOf(0)]);
    await expectIdosError(call, "ARGUMENT_INVALID");
  });

  it("shows a length of header, commitment, stream header, and tagged chunks, and nothing else", async () => {
    const { bytes } = await seal(text("layout"));
    const clearBytes = encodeEnvelopeHeader(HEADER).length + 32;
    expect(bytes.length).to.equal(clearBytes + STREAM_HEADER_BYTES + 256 + 17);
  });
});
