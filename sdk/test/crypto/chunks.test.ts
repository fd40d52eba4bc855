import { expect } from "chai";
import { createChunkOpener } from "../../src/crypto/chunk-opener.ts";
import { createChunkSealer } from "../../src/crypto/chunk-sealer.ts";
import { padEnd } from "../../src/crypto/padding.ts";
import { loadSodium, releaseStream, type Sodium } from "../../src/crypto/sodium.ts";
import { expectIdosError } from "../harness/expect-error.ts";

const BOUND = Uint8Array.of(1, 2, 3);
const CHUNK_BYTES = 64 * 1024;

describe("chunks of a sealed stream", () => {
  const plaintext = new Uint8Array(2 * CHUNK_BYTES + 10).fill(7);
  let sodium: Sodium;
  let key: Uint8Array;
  let header: Uint8Array;
  let chunks: Uint8Array[];

  before(async () => {
    sodium = await loadSodium();
    key = sodium.randombytes_buf(32);
    [header = new Uint8Array(), ...chunks] = seal([plaintext]);
  });

  function seal(pieces: readonly Uint8Array[]): Uint8Array[] {
    const sealer = createChunkSealer(sodium, key, BOUND);
    const sealed = [sealer.header, ...pieces.flatMap((piece) => [...sealer.push(piece)]), sealer.end()];
    sealer.release();
    return sealed;
  }

  function open(pieces: readonly (Uint8Array | undefined)[], bound = BOUND, head = header): Buffer {
    const opener = createChunkOpener(sodium, key, bound, head);
    try {
      const parts = pieces.flatMap((piece = new Uint8Array()) => [...opener.push(piece)]);
      return Buffer.concat([...parts, opener.end()]);
    } finally {
      opener.release();
    }
  }

  const refused = (...opening: Parameters<typeof open>) =>
    expectIdosError(() => open(...opening), "DECRYPTION_FAILED");

  it("open whole, in whatever pieces they come", () => {
    const joined = Buffer.concat(chunks);
    for (const pieceBytes of [1000, CHUNK_BYTES, CHUNK_BYTES + 17, joined.length]) {
      const pieces: Buffer[] = [];
      for (let at = 0; at < joined.length; at += pieceBytes)
        pieces.push(joined.subarray(at, at + pieceBytes));
      expect(open(pieces).equals(plaintext)).to.equal(true);
    }
  });

  it("have the same borders in whatever pieces the plaintext comes", () => {
    const lengths = chunks.map(({ length }) => length);
    const pieces = [plaintext.subarray(0, 1), plaintext.subarray(1, 70_000), plaintext.subarray(70_000)];
    const [head, ...others] = seal(pieces);
    expect(others.map(({ length }) => length)).to.deep.equal(lengths);
    expect(open(others, BOUND, head).equals(plaintext)).to.equal(true);
  });

  it("do not open when they end before the final one: at each border, and at each byte about it", async () => {
    const joined = Buffer.concat(chunks);
    await refused([]);
    for (let border = 0; border < joined.length; border += CHUNK_BYTES + 17)
      for (let cut = 0; cut <= 20; cut += 1) await refused([joined.subarray(0, border + cut)]);
    await refused([joined.subarray(0, -1)]);
  });

  it("do not open when anything follows the final one", async () => {
    for (const more of [chunks[1], chunks[2], Buffer.of(0), Buffer.alloc(17)])
      await refused([...chunks, more]);
  });

  it("do not open with other tags than these two, or with more behind a final one, by whoever has the key", async () => {
    const whole = new Uint8Array(CHUNK_BYTES);
    const end = new Uint8Array(CHUNK_BYTES);
    end[0] = 0x80;
    const sealWith = (
      firstTag: number,
      last: Uint8Array = end,
      bound: Uint8Array | null = null,
    ): Uint8Array[] => {
      const { state, header: head } = sodium.crypto_secretstream_xchacha20poly1305_init_push(key);
      const push = sodium.crypto_secretstream_xchacha20poly1305_push;
      const sealed = [head, push(state, whole, BOUND, firstTag), push(state, last, bound, 3)];
      releaseStream(sodium, state);
      return sealed;
    };
    const [plainHead, ...plain] = sealWith(0);
    expect(open(plain, BOUND, plainHead).length).to.equal(CHUNK_BYTES);
    for (const tag of [1, 2, 3]) {
      const [head, ...sealed] = sealWith(tag);
      await refused(sealed, BOUND, head);
    }
    const [head, ...twoFinal] = sealWith(3, padEnd(Uint8Array.of(1), 0), BOUND);
    await refused(twoFinal, BOUND, head);
  });

  it("do not open in another order, repeated, or without the first", async () => {
    const [first, second, third] = chunks;
    for (const others of [
      [second, first, third],
      [first, first, second, third],
      [second, third],
    ])
      await refused(others);
  });

  it("do not open with other associated data", async () => {
    await refused(chunks, Uint8Array.of(1, 2, 4));
  });

  it("give nothing of a chunk before it is proved, and the final one only at the end", () => {
    const opener = createChunkOpener(sodium, key, BOUND, header);
    const [first = new Uint8Array(), second = new Uint8Array(), third = new Uint8Array()] = chunks;
    expect([...opener.push(first.subarray(0, -1))]).to.deep.equal([]);
    expect([...opener.push(first.subarray(-1))].length).to.equal(1);
    expect([...opener.push(second)].length).to.equal(1);
    expect([...opener.push(third)]).to.deep.equal([]);
    expect(opener.end().length).to.equal(10);
    opener.release();
  });

  it("leave no stream state behind: ten thousand streams take no memory", () => {
    const heapAddress = (): unknown => {
      const { state } = sodium.crypto_secretstream_xchacha20poly1305_init_push(key);
      return state;
    };
    const before = Number(heapAddress());
    for (let count = 0; count < 10_000; count += 1) {
      const [head, ...sealed] = seal([Uint8Array.of(1)]);
      open(sealed, BOUND, head);
    }
    expect(Number(heapAddress()) - before).to.be.lessThan(10_000);
  });
});
