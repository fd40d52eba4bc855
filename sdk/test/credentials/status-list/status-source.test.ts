import { expect } from "chai";
import { SignJWT } from "jose";
import type { CredentialKey } from "../../../src/credentials/credential-key.ts";
import { createStatusSource } from "../../../src/credentials/status-list/status-source.ts";
import { signStatusToken, type StatusTokenTerms } from "../../../src/credentials/status-list/status-token.ts";
import { deflate } from "../../../src/credentials/status-list/zlib.ts";
import { NOW_SECONDS } from "../../harness/actor.ts";
import { newCredentialKey } from "../../harness/credential-world.ts";
import { expectIdosError } from "../../harness/expect-error.ts";
import { type IssuerSite, type SiteAnswer, startIssuerSite } from "../../../../test/harness/issuer-site.ts";

const PATH = "/statuses/1";
/** Invalid at 1 and 3. */
const LIST = Uint8Array.of(0b1010);

describe("what an issuer says of its credentials", () => {
  let site: IssuerSite;
  let key: CredentialKey;
  before(async () => {
    key = await newCredentialKey();
  });
  beforeEach(async () => {
    site = await startIssuerSite();
  });
  afterEach(() => site.stop());

  const token = (changes: Partial<StatusTokenTerms> = {}, by = key) =>
    signStatusToken(
      {
        ...{ uri: site.url + PATH, list: LIST, nowSeconds: NOW_SECONDS, ttlSeconds: 300 },
        ...{ validForSeconds: 3600, ...changes },
      },
      by,
    );
  const asked = (changes: { issuer?: string; uri?: string; nowSeconds?: number; idx?: number } = {}) => {
    const { issuer = site.url, uri = site.url + PATH, nowSeconds = NOW_SECONDS, idx = 0 } = changes;
    const question = { issuer, keys: { keys: [key.publicJwk] }, nowSeconds };
    return [{ status_list: { idx, uri } }, question] as const;
  };
  const unknown = async (
    fault: string,
    answer: SiteAnswer | undefined,
    changes: Parameters<typeof asked>[0] = {},
  ) => {
    if (answer !== undefined) site.serve(PATH, answer);
    const { values } = await expectIdosError(
      () => createStatusSource().statusOf(...asked(changes)),
      "STATUS_UNKNOWN",
    );
    expect(values).to.deep.equal({ check: "status", fault });
  };
  /** A token with other claims or header, signed by the issuer all the same. */
  const forged = (claims: object, header: object = {}) =>
    new SignJWT({ sub: site.url + PATH, iat: NOW_SECONDS, exp: NOW_SECONDS + 60, ...claims })
      .setProtectedHeader({ alg: "ES256", typ: "statuslist+jwt", kid: key.kid, ...header })
      .sign(key.privateKey);
  const listOf = async (bytes: Uint8Array, bits = 1) => ({
    status_list: { bits, lst: Buffer.from(await deflate(bytes)).toString("base64url") },
  });

  it("is read at the credential's own place", async () => {
    site.serve(PATH, await token());
    const source = createStatusSource();
    const statuses = await Promise.all([0, 1, 2, 3].map((idx) => source.statusOf(...asked({ idx }))));
    expect(statuses).to.deep.equal([0, 1, 0, 1]);
  });

  it("is remembered for its time to live and asked for again after it", async () => {
    site.serve(PATH, await token());
    const source = createStatusSource();
    for (const nowSeconds of [NOW_SECONDS, NOW_SECONDS + 299])
      await source.statusOf(...asked({ nowSeconds }));
    expect(site.requests.get(PATH)).to.equal(1);
    site.serve(PATH, await token({ list: Uint8Array.of(1) }));
    expect(await source.statusOf(...asked({ nowSeconds: NOW_SECONDS + 300 }))).to.equal(1);
    expect(site.requests.get(PATH)).to.equal(2);
  });

  it("is not remembered beyond its own end, and a failure not at all", async () => {
    const source = createStatusSource();
    await expectIdosError(() => source.statusOf(...asked()), "STATUS_UNKNOWN");
    site.serve(PATH, await token({ validForSeconds: 10 }));
    expect(await source.statusOf(...asked())).to.equal(0);
    await expectIdosError(
      () => source.statusOf(...asked({ nowSeconds: NOW_SECONDS + 10 })),
      "STATUS_UNKNOWN",
    );
  });

  it("is not believed of another issuer at the same address", async () => {
    site.serve(PATH, await token());
    const source = createStatusSource();
    await source.statusOf(...asked());
    const [reference, question] = asked({ issuer: `${site.url}/tenant` });
    const keys = { keys: [(await newCredentialKey()).publicJwk] };
    await expectIdosError(() => source.statusOf(reference, { ...question, keys }), "STATUS_UNKNOWN");
  });

  it("is unknown where it cannot be had: refused, redirected, cut off, too long", async () => {
    await unknown("refused", undefined);
    await unknown("refused", (_, response) => void response.writeHead(500).end());
    site.serve("/elsewhere", await token());
    await unknown(
      "unreachable",
      (_, response) => void response.writeHead(302, { location: "/elsewhere" }).end(),
    );
    expect(site.requests.get("/elsewhere")).to.equal(undefined);
    await unknown("unreachable", (_, response) => void response.destroy());
    await unknown("too-long", new Uint8Array(1024 * 1024 + 1));
  });

  it("is asked of the issuer's own origin alone, by HTTPS or on this machine", async () => {
    await unknown("origin", await token(), { issuer: "https://issuer.example" });
    const uri = "http://issuer.example/1";
    await unknown("not-https", undefined, { issuer: "http://issuer.example", uri });
  });

  it("is unknown where the answer is no list of this issuer's for this address and time", async () => {
    await unknown("token", "no token");
    await unknown("token", Uint8Array.of(0xff, 0xfe));
    await unknown("token", await token({}, await newCredentialKey()));
    await unknown("token", await token({ uri: `${site.url}/statuses/2` }));
    await unknown("token", await token(), { nowSeconds: NOW_SECONDS + 3600 });
    await unknown("token", await token(), { nowSeconds: NOW_SECONDS - 60 });
    const list = await listOf(LIST);
    await unknown("token", await forged(list, { typ: "JWT" }));
    await unknown("token", await forged({ ...list, exp: undefined }));
    await unknown("token", await forged({ ...list, sub: undefined }));
    await unknown("token", await forged(await listOf(LIST, 3)));
    await unknown("token", await forged({ status_list: { bits: 1, lst: "AAAA" } }));
    await unknown("index", await token(), { idx: 8 });
  });

  it("is unknown where the list is a bomb", async () => {
    await unknown("token", await forged(await listOf(new Uint8Array(64 * 1024 * 1024))));
  });
});
