import { expect } from "chai";
import { createSeed, keysFromSeed, type UserKeys } from "../../src/crypto/key-pair.ts";
import { loadSodium, type Sodium } from "../../src/crypto/sodium.ts";
import { openWrappedKey, wrapContentKey } from "../../src/crypto/wrapped-key.ts";

describe("wrapped key", () => {
  const contentKey = new Uint8Array(32).fill(7);
  const envelope = Uint8Array.of(1, 2, 3);
  let sodium: Sodium;
  let alice: UserKeys;

  before(async () => {
    sodium = await loadSodium();
    alice = await keysFromSeed(await createSeed());
  });

  it("is 112 bytes and gives the content key to its recipient", () => {
    const wrapped = wrapContentKey(sodium, contentKey, envelope, alice.encryptionKey);
    expect(wrapped.length).to.equal(112);
    expect(openWrappedKey(sodium, wrapped, envelope, alice)).to.deep.equal(contentKey);
  });

  it("gives nothing for another envelope, though the box itself opens", () => {
    const wrapped = wrapContentKey(sodium, contentKey, envelope, alice.encryptionKey);
    expect(openWrappedKey(sodium, wrapped, Uint8Array.of(1, 2, 4), alice)).to.equal(undefined);
  });

  it("gives nothing where the box holds something of another length", () => {
    const publicKey = sodium.crypto_scalarmult_base(alice.encryptionPrivateKey);
    const boxed = sodium.crypto_box_seal(contentKey, publicKey);
    expect(openWrappedKey(sodium, boxed, envelope, alice)).to.equal(undefined);
  });
});
