import { expect } from "chai";
import { decodeJwt, SignJWT } from "jose";
import {
  createCredentialJwk,
  type CredentialKey,
  importCredentialKey,
} from "../../src/credentials/credential-key.ts";
import { type CredentialTerms, signCredential } from "../../src/credentials/sign-credential.ts";
import { type CredentialCheck, verifyCredential } from "../../src/credentials/verify-credential.ts";
import { idOf, NOW_SECONDS } from "../harness/actor.ts";
import { expectIdosError } from "../harness/expect-error.ts";

const ISSUER = "https://issuer.example";
const VCT = "https://issuer.example/kyc/basic";
const DAY_SECONDS = 86_400;

describe("credential", () => {
  const terms: CredentialTerms = {
    ...{ issuer: ISSUER, vct: VCT, claims: { name: "Alice", over18: true }, holderKey: idOf(1) },
    ...{ validForDays: 30, nowSeconds: NOW_SECONDS + 1234 },
  };
  let key: CredentialKey;
  let requirements: Parameters<typeof verifyCredential>[1];

  before(async () => {
    key = await importCredentialKey(await createCredentialJwk());
    requirements = { issuers: { [ISSUER]: { keys: [key.publicJwk] } }, vcts: [VCT] };
  });

  const verify = (sdJwt: string, atSeconds = terms.nowSeconds, holder = idOf(1)) =>
    verifyCredential(sdJwt, requirements, holder, atSeconds);
  const refused = (
    check: CredentialCheck,
    sdJwt: string,
    atSeconds?: number,
    holder?: ReturnType<typeof idOf>,
  ) => expectIdosError(() => verify(sdJwt, atSeconds, holder), "CREDENTIAL_INVALID", check);

  it("says what its issuer said of its holder, with times to the day", async () => {
    expect(await verify(await signCredential(terms, key))).to.deep.equal({
      ...{ issuer: ISSUER, vct: VCT, claims: { name: "Alice", over18: true } },
      ...{ issuedAt: NOW_SECONDS, expiresAt: NOW_SECONDS + 31 * DAY_SECONDS },
    });
  });

  it("has the form of an SD-JWT VC: typ dc+sd-jwt, ES256, cnf, and a closing tilde", async () => {
    const sdJwt = await signCredential(terms, key);
    expect(sdJwt).to.match(/^[\w-]+\.[\w-]+\.[\w-]+~$/);
    const [header = ""] = sdJwt.split(".");
    expect(JSON.parse(Buffer.from(header, "base64url").toString())).to.deep.equal({
      ...{ alg: "ES256", typ: "dc+sd-jwt", kid: key.kid },
    });
    expect(decodeJwt(sdJwt.slice(0, -1))).to.have.nested.property("cnf.jwk.crv", "Ed25519");
  });

  it("is refused from an issuer that is not pinned, or signed by another key under a pinned name", async () => {
    const other = await importCredentialKey(await createCredentialJwk());
    await refused("issuer", await signCredential({ ...terms, issuer: "https://other.example" }, key));
    await refused("signature", await signCredential(terms, other));
    await refused("signature", await signCredential(terms, { ...other, kid: key.kid }));
  });

  it("is refused when its claims were changed", async () => {
    const [header, , signature] = (await signCredential(terms, key)).split(".");
    const [, payload] = (await signCredential({ ...terms, claims: { name: "Mallory" } }, key)).split(".");
    await refused("signature", [header, payload, signature].join("."));
  });

  it("is refused for another holder, so that nobody passes it off as her own", async () => {
    await refused("holder", await signCredential(terms, key), undefined, idOf(2));
  });

  it("is refused when it is of a type that was not asked for", async () => {
    await refused(
      "type",
      await signCredential({ ...terms, vct: "https://issuer.example/library-card" }, key),
    );
  });

  it("is refused from the second of its expiry on, and before its day of issue", async () => {
    const sdJwt = await signCredential(terms, key);
    const expiresAt = NOW_SECONDS + 31 * DAY_SECONDS;
    await verify(sdJwt, expiresAt - 1);
    await refused("expiry", sdJwt, expiresAt + 10);
    await refused("expiry", sdJwt, NOW_SECONDS - 10);
  });

  it("is refused in another form", async () => {
    const sdJwt = await signCredential(terms, key);
    for (const text of ["", "~", sdJwt.slice(0, -1), `${sdJwt}WyJhIl0~`, `x${sdJwt}`])
      await refused("form", text);
    const jwt = new SignJWT({ ...decodeJwt(sdJwt.slice(0, -1)) });
    const plain = await jwt
      .setProtectedHeader({ alg: "ES256", typ: "JWT", kid: key.kid })
      .sign(key.privateKey);
    await refused("form", `${plain}~`);
  });

  it("is not signed with a claim that would take the place of one of its own", async () => {
    for (const name of ["iss", "exp", "cnf", "vct", "_sd", "status"])
      await expectIdosError(
        () => signCredential({ ...terms, claims: { [name]: "x" } }, key),
        "ARGUMENT_INVALID",
      );
  });

  it("is not signed for less than a day or parts of one", async () => {
    for (const validForDays of [0, -1, 1.5])
      await expectIdosError(() => signCredential({ ...terms, validForDays }, key), "ARGUMENT_INVALID");
  });
});
