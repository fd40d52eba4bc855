import { createHash } from "node:crypto";
import { expect } from "chai";
import { credentialFacts } from "../../src/pages/data/credential-facts.ts";

const OWN = {
  ...{ iss: "https://issuer.example", vct: "urn:x", iat: 10, exp: 20 },
  cnf: { jwk: { kty: "OKP", crv: "Ed25519", x: "A".repeat(43) } },
};
const NAME = encoded(["c2FsdHNhbHRzYWx0c2FsdA", "name", "Zoë ☂"]);

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function sdJwt(payload: object | null, ...disclosures: readonly string[]): string {
  const header = encoded({ typ: "dc+sd-jwt", alg: "ES256", kid: "1" });
  const digests = disclosures.map((disclosure) =>
    createHash("sha256").update(disclosure).digest("base64url"),
  );
  const signed = payload === null ? null : { ...payload, _sd: digests };
  return `${[`${header}.${encoded(signed)}.c2lnbmF0dXJl`, ...disclosures].join("~")}~`;
}

describe("a credential's facts", () => {
  it("are its issuer, its times, what it says of its holder and what of that cannot be left out", () => {
    expect(credentialFacts(sdJwt({ ...OWN, over18: true }, NAME))).to.deep.equal({
      ...{ issuer: "https://issuer.example", issuedAt: 10, expiresAt: 20, isPresentation: false },
      claims: [
        ["over18", "true"],
        ["name", "Zoë ☂"],
      ],
      alwaysShown: ["over18"],
    });
  });

  it("tell a share's copy from the one that she keeps", () => {
    const presented = `${sdJwt(OWN, NAME)}${encoded({})}.${encoded({})}.c2lnbmF0dXJl`;
    expect(credentialFacts(presented)?.isPresentation).to.equal(true);
  });

  it("are none where the text is no credential", () => {
    for (const text of ["", "a.b.c~", sdJwt({ name: "Alice" }), sdJwt(null)])
      expect(credentialFacts(text)).to.equal(undefined);
  });
});
