import { parseAddress } from "@idos/protocol";
import { expect } from "chai";
import { createSeed, keysFromSeed } from "../../src/crypto/key-pair.ts";
import { openSealedGrantee, sealGrantee } from "../../src/crypto/sealed-grantee.ts";
import { sealBox } from "../../src/crypto/sealed-box.ts";
import { loadSodium } from "../../src/crypto/sodium.ts";
import { idOf } from "../harness/actor.ts";

const GRANTEE = parseAddress(`0x${"ab".repeat(20)}`);

describe("for whom a sealed share is", () => {
  it("is 100 bytes that its owner opens and nobody else", async () => {
    const [owner, other] = [await keysFromSeed(await createSeed()), await keysFromSeed(await createSeed())];
    const sealed = { grantee: GRANTEE, salt: idOf(7) };
    const box = await sealGrantee(sealed, owner.encryptionKey);
    expect(box).to.have.length(100);
    expect(await openSealedGrantee(box, owner)).to.deep.equal(sealed);
    expect(await openSealedGrantee(box, other)).to.equal(undefined);
    expect(await openSealedGrantee(box.with(60, (box[60] ?? 0) ^ 1), owner)).to.equal(undefined);
  });

  it("is nothing where the box holds something of another length", async () => {
    const owner = await keysFromSeed(await createSeed());
    const box = sealBox(await loadSodium(), new Uint8Array(51), owner.encryptionKey);
    expect(await openSealedGrantee(box, owner)).to.equal(undefined);
  });
});
