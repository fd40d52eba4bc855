import { createHash, randomUUID } from "node:crypto";
import { SDJwtVcInstance } from "@sd-jwt/sd-jwt-vc";
import { expect } from "chai";
import { type CredentialWorld, CLAIMS, startCredentialWorld, VCT } from "../harness/credential-world.ts";

/** Another reading of RFC 9901, by other people; it knows nothing of idOS. */
function secondImplementation({ key, holder }: CredentialWorld): SDJwtVcInstance {
  const { subtle } = crypto;
  const ecdsa = { name: "ECDSA", hash: "SHA-256" };
  const bytes = (text: string) => Buffer.from(text, "base64url");
  const { x, y } = key.publicJwk;
  return new SDJwtVcInstance({
    hashAlg: "sha-256",
    hasher: (data) =>
      createHash("sha256")
        .update(typeof data === "string" ? data : new Uint8Array(data))
        .digest(),
    saltGenerator: () => randomUUID(),
    signAlg: "ES256",
    signer: async (data) => {
      const signature = await subtle.sign(ecdsa, key.privateKey, Buffer.from(data));
      return Buffer.from(signature).toString("base64url");
    },
    verifier: async (data, signature) => {
      const jwk = { kty: "EC", crv: "P-256", ...(x && { x }), ...(y && { y }) };
      const publicKey = await subtle.importKey("jwk", jwk, { ...ecdsa, namedCurve: "P-256" }, false, [
        "verify",
      ]);
      return subtle.verify(ecdsa, publicKey, bytes(signature), Buffer.from(data));
    },
    kbVerifier: async (data, signature) => {
      const raw = Buffer.from(holder.signingKey.slice(2), "hex");
      const publicKey = await subtle.importKey("raw", raw, "Ed25519", false, ["verify"]);
      return subtle.verify("Ed25519", publicKey, bytes(signature), Buffer.from(data));
    },
  });
}

describe("a second implementation of SD-JWT VC", () => {
  let world: CredentialWorld;
  before(async () => {
    world = await startCredentialWorld();
  });
  after(() => world.stop());

  it("reads what ours presents, with its key binding", async () => {
    const presented = await world.present(await world.sign(), ["age_over_18", ["address", "city"]]);
    const verified = await secondImplementation(world).verify(presented, {
      keyBindingNonce: `0x${"07".repeat(32)}`,
      currentDate: world.terms.nowSeconds,
    });
    expect(verified.payload).to.deep.include({ vct: VCT, age_over_18: true, address: { city: "Lisbon" } });
    expect(verified.payload).to.not.have.any.keys("name", "birthDate", "nationalities");
    expect(verified.kb?.payload).to.include({ aud: `eip155:31337:0x${"ab".repeat(20)}` });
  });

  it("writes what ours reads", async () => {
    const { key, site, holder, terms } = world;
    const x = Buffer.from(holder.signingKey.slice(2), "hex").toString("base64url");
    const registered = { iss: site.url, vct: VCT, iat: terms.nowSeconds, exp: terms.nowSeconds + 86_400 };
    const sdJwt = await secondImplementation(world).issue(
      { ...registered, cnf: { jwk: { kty: "OKP", crv: "Ed25519", x } }, ...CLAIMS },
      {
        _sd: ["name", "birthDate", "address"],
        address: { _sd: ["street"] },
        nationalities: { _sd: [0, 1] },
        _sd_decoy: 3,
      },
      { header: { kid: key.kid } },
    );
    expect((await world.verify(await world.present(sdJwt))).claims).to.deep.equal(CLAIMS);
    const { claims } = await world.verify(await world.present(sdJwt, [["address", "street"]]));
    expect(claims).to.deep.equal({ age_over_18: true, address: CLAIMS.address, nationalities: [] });
  });
});
