import { expect } from "chai";
import { credentialFacts } from "../../src/pages/data/credential-facts.ts";

function sdJwt(payload: unknown): string {
  const encoded = Buffer.from(JSON.stringify(payload)).toString("base64url");
  return `eyJ0eXAiOiJkYytzZC1qd3QifQ.${encoded}.c2lnbmF0dXJl~`;
}

describe("a credential's facts", () => {
  it("are its issuer, its times and what it says of its holder", () => {
    const own = { iss: "https://issuer.example", vct: "urn:x", iat: 10, exp: 20, cnf: { jwk: {} } };
    expect(credentialFacts(sdJwt({ ...own, name: "Zoë ☂", over18: true }))).to.deep.equal({
      ...{ issuer: "https://issuer.example", issuedAt: 10, expiresAt: 20 },
      claims: [
        ["name", "Zoë ☂"],
        ["over18", "true"],
      ],
    });
  });

  it("are none where the text is no credential", () => {
    for (const text of ["", "a.b.c~", sdJwt({ name: "Alice" }), sdJwt(null)])
      expect(credentialFacts(text)).to.equal(undefined);
  });
});
