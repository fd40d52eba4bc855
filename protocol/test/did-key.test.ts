import { expect } from "chai";
import { compressP256, decodeDidKey, didKeySchema, encodeDidKey } from "@idos/protocol";

/** 0x02 and 32 bytes of 0xff: no P-256 point has such an x. */
const OFF_CURVE = "did:key:zDnaehfHR8Q5U7ckmLQfuZ3eGEypooJ46zzjRQ1AR9asDvdnv";

describe("did:key", () => {
  it("reads the published examples of both curves", () => {
    // https://w3c-ccg.github.io/did-key-spec/, test vectors
    const ed25519 = didKeySchema.parse("did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp");
    const p256 = didKeySchema.parse("did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169");
    expect(decodeDidKey(ed25519).curve).to.equal("Ed25519");
    expect(decodeDidKey(p256).curve).to.equal("P-256");
    expect(encodeDidKey(decodeDidKey(ed25519))).to.equal(ed25519);
    expect(encodeDidKey(decodeDidKey(p256))).to.equal(p256);
  });

  it("writes the key that WebCrypto exports", async () => {
    const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, [
      "sign",
      "verify",
    ]);
    const raw = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
    const decoded = decodeDidKey(encodeDidKey({ curve: "P-256", bytes: compressP256(raw) }));
    expect(decoded.bytes).to.deep.equal(compressP256(raw));
  });

  for (const [fault, text] of [
    ["another method", "did:web:example.com"],
    ["another key type", "did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme"],
    ["a digit changed", "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooW0"],
    ["a point off the curve", OFF_CURVE],
  ] as const) {
    it(`refuses ${fault}`, () => {
      expect(didKeySchema.safeParse(text).success).to.equal(false);
    });
  }
});
