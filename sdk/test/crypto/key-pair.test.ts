import { expect } from "chai";
import { keysFromSeed, wipeKeys } from "../../src/crypto/key-pair.ts";
import { loadSodium } from "../../src/crypto/sodium.ts";

const seedOf = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);

describe("user keys", () => {
  it("follow from the seed alone, and every seed has others", async () => {
    const [one, again, other] = await Promise.all([seedOf(1), seedOf(1), seedOf(2)].map(keysFromSeed));
    expect(one).to.deep.equal(again);
    expect(one?.encryptionKey).not.to.equal(other?.encryptionKey);
    expect(one?.signingKey).not.to.equal(other?.signingKey);
  });

  it("are separate: neither private key is the seed, nor the other", async () => {
    const seed = seedOf(1);
    const { encryptionPrivateKey, signingPrivateKey } = await keysFromSeed(seed);
    const signingSeed = signingPrivateKey.slice(0, 32);
    expect(encryptionPrivateKey).not.to.deep.equal(seed);
    expect(signingSeed).not.to.deep.equal(seed);
    expect(signingSeed).not.to.deep.equal(encryptionPrivateKey);
  });

  it("sign and verify as Ed25519", async () => {
    const sodium = await loadSodium();
    const { signingPrivateKey, signingKey } = await keysFromSeed(seedOf(1));
    const signature = sodium.crypto_sign_detached("hello", signingPrivateKey);
    const publicKey = sodium.from_hex(signingKey.slice(2));
    expect(sodium.crypto_sign_verify_detached(signature, "hello", publicKey)).to.equal(true);
  });

  it("need a seed of exactly 32 bytes", async () => {
    const failure = await keysFromSeed(new Uint8Array(31)).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(TypeError);
  });

  it("are zeros after they were wiped", async () => {
    const keys = await keysFromSeed(seedOf(1));
    wipeKeys(keys);
    expect(keys.encryptionPrivateKey).to.deep.equal(new Uint8Array(32));
    expect(keys.signingPrivateKey).to.deep.equal(new Uint8Array(64));
  });
});
