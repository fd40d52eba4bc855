import type { EnvelopeHeader } from "@idos/protocol";
import { expect } from "chai";
import { openEnvelope, PLAINTEXT_BYTES_MAX, sealEnvelope } from "../../src/crypto/envelope.ts";
import { openEnvelopeTo, sealEnvelopeTo } from "../../src/crypto/envelope-stream.ts";
import { createSeed, keysFromSeed, type UserKeys } from "../../src/crypto/key-pair.ts";
import { idOf } from "../harness/actor.ts";
import { expectIdosError } from "../harness/expect-error.ts";
import { targetOf, sourceOf } from "../harness/streams.ts";

const HEADER: EnvelopeHeader = {
  ...{ owner: idOf(1), record: idOf(2), recordVersion: 1, prev: null },
  contentType: "application/octet-stream",
};
const CHUNK_BYTES = 64 * 1024;
const CIPHER_CHUNK_BYTES = CHUNK_BYTES + 17;

describe("envelope in a stream", () => {
  const plaintext = new Uint8Array(3 * CHUNK_BYTES - 5).map((_, at) => at);
  let alice: UserKeys;
  let bytes: Uint8Array;
  let wrappedKey: Uint8Array;

  before(async () => {
    alice = await keysFromSeed(await createSeed());
    ({ bytes, wrappedKeys: [wrappedKey = new Uint8Array()] = [] } = await sealEnvelope(HEADER, plaintext, [
      alice.encryptionKey,
    ]));
  });

  const openFrom = (source: ReadableStream<Uint8Array>, target = targetOf()) =>
    openEnvelopeTo(target.stream, source, wrappedKey, alice);

  it("opens what was sealed whole, and is opened whole when it was sealed from a stream", async () => {
    const opened = targetOf();
    expect(await openFrom(sourceOf(bytes, 1000), opened)).to.deep.equal(HEADER);
    expect(opened.end).to.equal("closed");
    expect(Buffer.concat(opened.chunks).equals(plaintext)).to.equal(true);

    const sealed = targetOf();
    const source = sourceOf(plaintext, 1000);
    const [wrap = new Uint8Array()] = await sealEnvelopeTo(sealed.stream, HEADER, source, [
      alice.encryptionKey,
    ]);
    const whole = Buffer.concat(sealed.chunks);
    expect(whole.length).to.equal(bytes.length);
    expect(Buffer.from((await openEnvelope(whole, wrap, alice)).plaintext).equals(plaintext)).to.equal(true);
  });

  it("closes the target after the final chunk alone: cut at any border or after it, it is aborted", async () => {
    const start = bytes.length - 3 * CIPHER_CHUNK_BYTES;
    const borders = [0, 1, 2].map((chunk) => start + chunk * CIPHER_CHUNK_BYTES);
    for (const length of [0, 100, ...borders.flatMap((at) => [at, at + 1, at + 17]), bytes.length - 1]) {
      const target = targetOf();
      await expectIdosError(() => openFrom(sourceOf(bytes.subarray(0, length)), target), "DECRYPTION_FAILED");
      expect(target.end).to.equal("aborted");
    }
  });

  it("fails as one that is opened whole does, when it is damaged anywhere, is too long or is another's", async () => {
    const damaged = bytes.slice();
    damaged[bytes.length - 1] = (damaged[bytes.length - 1] ?? 0) ^ 1;
    const endless = new Uint8Array(17 * 1024 * 1024);
    endless.set(bytes);
    for (const other of [damaged, endless, new Uint8Array(1000)])
      await expectIdosError(() => openFrom(sourceOf(other)), "DECRYPTION_FAILED");
    const bob = await keysFromSeed(await createSeed());
    const call = () => openEnvelopeTo(targetOf().stream, sourceOf(bytes), wrappedKey, bob);
    await expectIdosError(call, "DECRYPTION_FAILED");
  });

  it("stops its source, and aborts its target, where either fails", async () => {
    const failing = new Error("disk full");
    const full = new WritableStream<Uint8Array>({ write: () => Promise.reject(failing) });
    const source = sourceOf(bytes);
    let caught: unknown;
    await openEnvelopeTo(full, source, wrappedKey, alice).catch((error: unknown) => (caught = error));
    expect(caught).to.equal(failing);
    const rest = await source.getReader().read();
    expect(rest.done).to.equal(true);

    const broken = new ReadableStream<Uint8Array>({ pull: () => Promise.reject(failing) });
    const target = targetOf();
    await sealEnvelopeTo(target.stream, HEADER, broken, []).catch((error: unknown) => (caught = error));
    expect([caught, target.end]).to.deep.equal([failing, "aborted"]);
  });

  it("holds three chunks at most while 16 MiB pass through it, in both directions", async () => {
    const passing = { heldBytes: 0, heldBytesMax: 0 };
    const taken = (count: number): void => {
      passing.heldBytes += count;
      passing.heldBytesMax = Math.max(passing.heldBytesMax, passing.heldBytes);
    };
    const large = new Uint8Array(PLAINTEXT_BYTES_MAX);
    const sealed = targetOf((chunk) => taken(-chunk.length));
    const [wrap = new Uint8Array()] = await sealEnvelopeTo(
      sealed.stream,
      HEADER,
      sourceOf(large, CHUNK_BYTES, taken),
      [alice.encryptionKey],
    );
    const ciphertext = Buffer.concat(sealed.chunks);
    passing.heldBytes = 0;
    const opened = targetOf((chunk) => taken(-chunk.length));
    await openEnvelopeTo(opened.stream, sourceOf(ciphertext, CHUNK_BYTES, taken), wrap, alice);
    expect(passing.heldBytesMax).to.be.at.most(3 * CIPHER_CHUNK_BYTES);
    expect(opened.end).to.equal("closed");
  });

  it("takes no byte more than an envelope may have", async () => {
    const tooLarge = sourceOf(new Uint8Array(PLAINTEXT_BYTES_MAX + 1));
    const target = targetOf();
    await expectIdosError(
      () => sealEnvelopeTo(target.stream, HEADER, tooLarge, [alice.encryptionKey]),
      "CONTENT_TOO_LARGE",
    );
    expect(target.end).to.equal("aborted");
  });
});
