import { parseAddress } from "@idos/protocol";
import { expect } from "chai";
import { createSeed, keysFromSeed } from "../../src/crypto/key-pair.ts";
import { openSealedGrantee, sealedShareSalt, sealGrantee } from "../../src/crypto/sealed-grantee.ts";
import { sealBox } from "../../src/crypto/sealed-box.ts";
import { loadSodium } from "../../src/crypto/sodium.ts";
import { idOf } from "../harness/actor.ts";

const GRANTEE = parseAddress(`0x${"ab".repeat(20)}`);
const SEALED = { grantee: GRANTEE, granteeKey: idOf(8), seed: idOf(9) };

describe("for whom a sealed share is", () => {
  it("is 132 bytes that its owner opens and nobody else", async () => {
    const [owner, other] = [await keysFromSeed(await createSeed()), await keysFromSeed(await createSeed())];
    const box = await sealGrantee(SEALED, owner.encryptionKey);
    expect(box).to.have.length(132);
    expect(await openSealedGrantee(box, owner)).to.deep.equal(SEALED);
    expect(await openSealedGrantee(box, other)).to.equal(undefined);
    expect(await openSealedGrantee(box.with(60, (box[60] ?? 0) ^ 1), owner)).to.equal(undefined);
  });

  it("is grantee, key and seed in this order", async () => {
    const owner = await keysFromSeed(await createSeed());
    const message = Buffer.from("ab".repeat(20) + "08".repeat(32) + "09".repeat(32), "hex");
    const box = sealBox(await loadSodium(), message, owner.encryptionKey);
    expect(await openSealedGrantee(box, owner)).to.deep.equal(SEALED);
  });

  it("is nothing where the box holds something of another length", async () => {
    const owner = await keysFromSeed(await createSeed());
    for (const bytes of [52, 83, 85]) {
      const box = sealBox(await loadSodium(), new Uint8Array(bytes), owner.encryptionKey);
      expect(await openSealedGrantee(box, owner)).to.equal(undefined);
    }
  });

  it("has a salt that depends on the key: BLAKE2b-256, keyed by the seed", async () => {
    // By Python's hashlib.blake2b(b"idOS v1 sealed share salt\\0" + key, digest_size=32, key=seed).
    const salt = "0xde45b94fd9230e5ae08cc0c1c4eee34ff77ab9aaf952c60686460a4416452fe4";
    expect(await sealedShareSalt(SEALED)).to.equal(salt);
    expect(await sealedShareSalt({ ...SEALED, granteeKey: idOf(7) })).not.to.equal(salt);
  });
});
