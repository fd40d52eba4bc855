import { expect } from "chai";
import { decodeJwt, exportJWK, generateKeyPair } from "jose";
import { CREDENTIAL_CHECKS, type CredentialCheck } from "../../src/credentials/credential-checks.ts";
import type { CredentialContext, CredentialRequirements } from "../../src/credentials/verify-credential.ts";
import { idOf, NOW_SECONDS } from "../harness/actor.ts";
import {
  CLAIMS,
  type CredentialWorld,
  newCredentialKey,
  startCredentialWorld,
  VCT,
} from "../harness/credential-world.ts";
import { expectIdosError } from "../harness/expect-error.ts";
import { resign } from "../harness/forged-sd-jwt.ts";

const DAY_SECONDS = 86_400;
const EXPIRES_AT = NOW_SECONDS + 31 * DAY_SECONDS;

/** A credential, and a verifier, of which exactly one check does not hold. */
interface Flawed {
  readonly check: CredentialCheck;
  readonly why: string;
  readonly sdJwt: () => Promise<string>;
  readonly requirements?: Partial<CredentialRequirements>;
  readonly context?: () => Partial<CredentialContext>;
}

describe("verifyCredential", () => {
  let world: CredentialWorld;
  before(async () => {
    world = await startCredentialWorld();
    await world.statuses.allocate(idOf(1));
    await world.statuses.allocate(idOf(2));
    await world.statuses.revoke(idOf(2));
    await world.publish();
  });
  after(() => world.stop());

  const sound = async () => world.present(await world.sign());
  const withStatus = async (record: ReturnType<typeof idOf>) =>
    world.present(await world.sign({ status: await world.statuses.allocate(record) }));

  const flawed: readonly Flawed[] = [
    { check: "form", why: "text that is no SD-JWT", sdJwt: () => Promise.resolve("passport") },
    {
      ...{ check: "form", why: "another typ" },
      sdJwt: async () => resign(await world.sign(), world.key, { header: { typ: "JWT" } }),
    },
    {
      ...{ check: "issuer", why: "an issuer that nobody pinned" },
      sdJwt: async () => world.present(await world.sign({ issuer: "https://other.example" })),
    },
    {
      ...{ check: "signature", why: "another's key under a pinned name" },
      sdJwt: async () =>
        world.present(await world.sign({}, { ...(await newCredentialKey()), kid: world.key.kid })),
    },
    {
      ...{ check: "signature", why: "a key id that is not pinned" },
      sdJwt: async () => world.present(await world.sign({}, { ...world.key, kid: "retired" })),
    },
    {
      ...{ check: "disclosures", why: "an altered disclosure" },
      sdJwt: async () => {
        const [jwt = "", ...disclosures] = (await sound()).split("~");
        const altered = Buffer.from('["salt","age_over_18",true]').toString("base64url");
        return [jwt, altered, ...disclosures.slice(1)].join("~");
      },
    },
    {
      ...{ check: "type", why: "a type that was not asked for", sdJwt: sound },
      requirements: { vcts: ["https://issuer.example/library-card"] },
    },
    {
      ...{ check: "expiry", why: "the second of its expiry", sdJwt: sound },
      context: () => ({ nowSeconds: EXPIRES_AT }),
    },
    {
      ...{ check: "expiry", why: "the day before its issue", sdJwt: sound },
      context: () => ({ nowSeconds: NOW_SECONDS - 10 }),
    },
    {
      ...{ check: "expiry", why: "a time before which it does not hold" },
      sdJwt: async () =>
        world.present(
          await resign(await world.sign(), world.key, { payload: { nbf: NOW_SECONDS + DAY_SECONDS } }),
        ),
    },
    { check: "status", why: "revoked by its issuer", sdJwt: () => withStatus(idOf(2)) },
    {
      ...{ check: "status", why: "no status where one is required", sdJwt: sound },
      requirements: { statusRequired: true },
    },
    {
      ...{ check: "holder", why: "issued to another than the share's owner", sdJwt: sound },
      context: () => ({ holderKey: idOf(2) }),
    },
    {
      ...{ check: "holder", why: "an owner who has published no key", sdJwt: sound },
      context: () => ({ holderKey: undefined }),
    },
    { check: "key-binding", why: "nobody presented it", sdJwt: () => world.sign() },
    {
      ...{ check: "claims", why: "a claim that was asked for is not shown" },
      sdJwt: async () => world.present(await world.sign(), ["name"]),
      requirements: { claims: ["age_over_18"] },
    },
  ];

  it("says what its issuer said of its holder, with times to the day", async () => {
    expect(await world.verify(await sound())).to.deep.equal({
      ...{ issuer: world.site.url, vct: VCT, claims: CLAIMS },
      ...{ issuedAt: NOW_SECONDS, expiresAt: EXPIRES_AT },
    });
    expect(await world.verify(await withStatus(idOf(1)), { statusRequired: true })).to.have.property(
      "claims",
    );
  });

  it("holds to the last second before its expiry", async () => {
    await world.verify(await sound(), {}, { nowSeconds: EXPIRES_AT - 1 });
  });

  for (const { check, why, sdJwt, requirements, context } of flawed)
    it(`fails ${check}: ${why}`, async () => {
      const verify = async () => world.verify(await sdJwt(), requirements, context?.());
      const { values } = await expectIdosError(verify, "CREDENTIAL_INVALID", check);
      expect(JSON.stringify(values)).to.not.match(/Alice|1992|Lisbon/);
    });

  it("has a flawed credential above for each of its checks", () => {
    expect([...new Set(flawed.map(({ check }) => check))]).to.deep.equal(CREDENTIAL_CHECKS);
  });

  it("takes a signature by EdDSA", async () => {
    const { publicKey, privateKey } = await generateKeyPair("EdDSA", { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: "ed" };
    const header = { alg: "EdDSA", kid: "ed" };
    const sdJwt = await resign(await world.sign(), { ...world.key, privateKey }, { header });
    const issuers = { [world.site.url]: { keys: [jwk] } };
    expect(await world.verify(await world.present(sdJwt), { issuers })).to.have.property("claims");
  });

  it("takes a signature by whichever pinned key its kid names, and by a former one while it is pinned", async () => {
    const next = await newCredentialKey();
    const issuers = { [world.site.url]: { keys: [next.publicJwk, world.key.publicJwk] } };
    for (const key of [next, world.key])
      await world.verify(await world.present(await world.sign({}, key)), { issuers });
  });

  it("signs ES256 with typ dc+sd-jwt and its key's id, and says nothing of the holder in the clear", async () => {
    const [jwt = ""] = (await world.sign()).split("~");
    const [header = ""] = jwt.split(".");
    expect(JSON.parse(Buffer.from(header, "base64url").toString())).to.deep.equal({
      ...{ alg: "ES256", typ: "dc+sd-jwt", kid: world.key.kid },
    });
    const payload = decodeJwt(jwt);
    expect(payload).to.have.all.keys("iss", "vct", "iat", "exp", "cnf", "_sd", "_sd_alg");
    expect(payload).to.have.nested.property("cnf.jwk.crv", "Ed25519");
  });
});
