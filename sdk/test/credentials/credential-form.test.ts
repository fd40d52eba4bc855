import { expect } from "chai";
import { SignJWT } from "jose";
import type { JsonValue } from "../../src/records/json-value.ts";
import { CREDENTIAL_LIMITS } from "../../src/credentials/credential-limits.ts";
import { type CredentialWorld, startCredentialWorld } from "../harness/credential-world.ts";
import { expectIdosError } from "../harness/expect-error.ts";
import { disclosureOf, resign } from "../harness/forged-sd-jwt.ts";

const DEEP = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;

describe("the form of a credential", () => {
  let world: CredentialWorld;
  let sdJwt: string;
  before(async () => {
    world = await startCredentialWorld();
    sdJwt = await world.sign();
  });
  after(() => world.stop());

  const refused = (text: string) => expectIdosError(() => world.verify(text), "CREDENTIAL_INVALID", "form");
  const withHeader = (header: object) => resign(sdJwt, world.key, { header: { ...header } });
  const withPayload = (payload: object) => resign(sdJwt, world.key, { payload: { ...payload } });

  it("is an issuer's JWT, disclosures and an end", async () => {
    const [jwt = ""] = sdJwt.split("~");
    for (const text of ["", "~", jwt, sdJwt.slice(0, -1), `x~${sdJwt}`, `${sdJwt}~`, `${jwt}~~`, ` ${sdJwt}`])
      await refused(text);
  });

  it("knows no algorithm but ES256 and EdDSA, and nothing that a header calls critical", async () => {
    const [, payload = "", signature = ""] = (sdJwt.split("~")[0] ?? "").split(".");
    for (const alg of ["none", "HS256", "RS256", "ES384", "ES256K", undefined]) {
      const header = { alg, typ: "dc+sd-jwt", kid: world.key.kid };
      await refused(`${disclosureOf(header)}.${payload}.${signature}~`);
    }
    await refused(await withHeader({ crit: ["urn:example:strict"], "urn:example:strict": 1 }));
    await refused(await withHeader({ kid: undefined }));
  });

  it("is not fooled into HMAC by the issuer's public key", async () => {
    const secret = new TextEncoder().encode(JSON.stringify(world.key.publicJwk));
    const jwt = await new SignJWT({ vct: "x" })
      .setProtectedHeader({ alg: "HS256", typ: "dc+sd-jwt", kid: world.key.kid })
      .sign(secret);
    await refused(`${jwt}~`);
  });

  it("has times, a type, a holder's Ed25519 key and SHA-256, each in its form", async () => {
    const flawed: object[] = [
      { iss: undefined },
      { iss: "issuer" },
      { vct: "" },
      { vct: undefined },
      { iat: undefined },
      { exp: undefined },
      { exp: "2027-01-01" },
      { exp: 1.5 },
      { cnf: undefined },
      { cnf: { jwk: { kty: "EC", crv: "P-256", x: "x", y: "y" } } },
      { _sd_alg: "sha-512" },
      { _sd_alg: "md5" },
      { status: { status_list: { idx: -1, uri: "https://issuer.example/1" } } },
      { status: { status_list: { idx: 0, uri: "nowhere" } } },
    ];
    for (const payload of flawed) await refused(await withPayload(payload));
  });

  it("is bounded before anything is parsed", async () => {
    const { sdJwtCharactersMax, disclosuresMax } = CREDENTIAL_LIMITS;
    await refused(`${sdJwt}${"A".repeat(sdJwtCharactersMax)}~`);
    await refused(sdJwt + `${disclosureOf(["salt", "a", 1])}~`.repeat(disclosuresMax + 1));
    const [header = "", , signature = ""] = (sdJwt.split("~")[0] ?? "").split(".");
    await refused(`${header}.${disclosureOf(DEEP)}.${signature}~`);
    await refused(`${disclosureOf(DEEP)}.${header}.${signature}~`);
  });

  it("nests no deeper than a reader follows, in header and payload", async () => {
    const nested = (levels: number) =>
      Array.from({ length: levels }).reduce<JsonValue>((inner) => [inner], []);
    const { depthMax } = CREDENTIAL_LIMITS;
    await world.verify(await world.present(await withHeader({ note: nested(depthMax - 2) })));
    await refused(await withHeader({ note: nested(depthMax) }));
    await refused(await withPayload({ note: nested(depthMax) }));
  });

  it("is refused by its issuer too, where no verifier would take it", async () => {
    const deep = Array.from({ length: 20 }).reduce<JsonValue>((inner) => ({ inner }), {});
    const many = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`claim${index}`, index]));
    for (const claims of [{ deep }, many, { long: "x".repeat(200_000) }])
      await expectIdosError(() => world.sign({ claims }), "ARGUMENT_INVALID");
  });

  it("is not signed with a claim that would take the place of one of its own", async () => {
    for (const name of ["iss", "exp", "nbf", "cnf", "vct", "_sd", "_sd_alg", "...", "status"])
      for (const claims of [{ [name]: "x" }, { inner: { [name]: "x" } }, { list: [{ [name]: "x" }] }])
        await expectIdosError(() => world.sign({ claims }), "ARGUMENT_INVALID");
  });

  it("is not signed for less than a day or parts of one", async () => {
    for (const validForDays of [0, -1, 1.5])
      await expectIdosError(() => world.sign({ validForDays }), "ARGUMENT_INVALID");
  });

  it("quotes nothing of a credential in an error", async () => {
    const error = await refused(`${sdJwt}${disclosureOf("Alice")}.x`);
    expect(JSON.stringify([error.message, error.values])).to.not.contain("Alice");
  });
});
