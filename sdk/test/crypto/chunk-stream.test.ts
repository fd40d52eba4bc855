import { expect } from "chai";
import { decryptChunks, encryptChunks } from "../../src/crypto/chunk-stream.ts";
import { loadSodium, type Sodium } from "../../src/crypto/sodium.ts";

const BOUND = Uint8Array.of(1, 2, 3);
const CIPHER_CHUNK_BYTES = 64 * 1024 + 17;

describe("chunk stream", () => {
  let sodium: Sodium;
  let key: Uint8Array;
  let head: Buffer;
  let chunks: Buffer[];

  before(async () => {
    sodium = await loadSodium();
    key = sodium.randombytes_buf(32);
    const ciphertext = Buffer.from(encryptChunks(sodium, key, BOUND, new Uint8Array(3 * 64 * 1024)));
    head = ciphertext.subarray(0, 24);
    chunks = [0, 1, 2].map((index) =>
      ciphertext.subarray(24).subarray(index * CIPHER_CHUNK_BYTES, (index + 1) * CIPHER_CHUNK_BYTES),
    );
  });

  const open = (parts: readonly (Buffer | undefined)[], bound = BOUND) =>
    decryptChunks(sodium, key, bound, Buffer.concat([head, ...parts.filter((part) => part !== undefined)]));

  it("opens whole", () => {
    expect(open(chunks)?.length).to.equal(3 * 64 * 1024);
  });

  it("does not open when it ends before its final chunk, even at a chunk's border", () => {
    const [first, second] = chunks;
    for (const parts of [[], [first], [first, second]]) expect(open(parts)).to.equal(undefined);
  });

  it("does not open when anything follows its final chunk", () => {
    const [, second, third] = chunks;
    for (const more of [second, third, Buffer.of(0), Buffer.alloc(17)])
      expect(open([...chunks, more])).to.equal(undefined);
  });

  it("does not open with its chunks in another order", () => {
    const [first, second, third] = chunks;
    expect(open([second, first, third])).to.equal(undefined);
  });

  it("does not open with other associated data", () => {
    expect(open(chunks, Uint8Array.of(1, 2, 4))).to.equal(undefined);
  });

  it("leaves no stream state behind: ten thousand streams take no memory", () => {
    const heapAddress = (): unknown => {
      const { state } = sodium.crypto_secretstream_xchacha20poly1305_init_push(key);
      return state;
    };
    const before = Number(heapAddress());
    for (let count = 0; count < 10_000; count += 1)
      decryptChunks(sodium, key, BOUND, encryptChunks(sodium, key, BOUND, Uint8Array.of(1)));
    expect(Number(heapAddress()) - before).to.be.lessThan(10_000);
  });
});
