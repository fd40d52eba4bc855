import { expect } from "chai";
import { createCredentialJwk, type CredentialKey } from "../../src/credentials/credential-key.ts";
import {
  issuerMetadata,
  issuerMetadataUrl,
  loadIssuerKeys,
  pinIssuers,
} from "../../src/credentials/issuer-keys.ts";
import { newCredentialKey } from "../harness/credential-world.ts";
import { expectIdosError } from "../harness/expect-error.ts";
import { type IssuerSite, type SiteAnswer, startIssuerSite } from "../../../test/harness/issuer-site.ts";

const PATH = "/.well-known/jwt-vc-issuer";

describe("an issuer's keys", () => {
  let site: IssuerSite;
  let key: CredentialKey;
  before(async () => {
    site = await startIssuerSite();
    key = await newCredentialKey();
  });
  after(() => site.stop());

  const unavailable = async (fault: string, answer: SiteAnswer, issuer = site.url) => {
    site.serve(PATH, answer);
    const error = await expectIdosError(() => loadIssuerKeys(issuer), "ISSUER_KEYS_UNAVAILABLE");
    expect(error.values).to.deep.equal({ issuer: new URL(issuer).host, fault });
  };
  const metadata = (keys: readonly object[], issuer = site.url) => JSON.stringify({ issuer, jwks: { keys } });

  it("are at the well-known path between the host and the path of its URL", () => {
    const urls = ["https://a.example", "https://a.example/", "https://a.example/tenant/1"].map(
      issuerMetadataUrl,
    );
    expect(urls).to.deep.equal([
      "https://a.example/.well-known/jwt-vc-issuer",
      "https://a.example/.well-known/jwt-vc-issuer",
      "https://a.example/.well-known/jwt-vc-issuer/tenant/1",
    ]);
  });

  it("are pinned under its URL, the present one and former ones, without what else stands there", async () => {
    const former = (await newCredentialKey()).publicJwk;
    const { issuer, jwks } = issuerMetadata(site.url, key, [former]);
    const keys = [...jwks.keys, { kty: "RSA", kid: "tls", n: "x", e: "AQAB" }];
    site.serve(PATH, JSON.stringify({ issuer, jwks: { keys } }));
    const pinned = await pinIssuers([site.url]);
    const kids = pinned[site.url]?.keys.map(({ kid }) => kid);
    expect(kids).to.deep.equal([key.kid, former.kid]);
  });

  it("are refused where another issuer's are handed over", () =>
    unavailable("issuer", metadata([key.publicJwk], "https://other.example")));

  it("are refused in another form: none, twice the same id, no id, or with the private part", async () => {
    const jwk = key.publicJwk;
    const nameless = { ...jwk, kid: undefined };
    for (const keys of [[], [jwk, jwk], [nameless], [{ ...(await createCredentialJwk()), kid: "a" }]])
      await unavailable("metadata", metadata(keys));
    for (const answer of ["", "[]", "{", JSON.stringify({ issuer: site.url, jwks_uri: `${site.url}/jwks` })])
      await unavailable("metadata", answer);
    await unavailable(
      "metadata",
      metadata(Array.from({ length: 33 }, (_, at) => ({ ...jwk, kid: `k${at}` }))),
    );
  });

  it("are asked for by HTTPS or on this machine, without redirects, within bounds", async () => {
    await unavailable("not-https", "", "http://issuer.example");
    await unavailable("refused", (_, response) => void response.writeHead(404).end());
    site.serve("/elsewhere", metadata([key.publicJwk]));
    await unavailable(
      "unreachable",
      (_, response) => void response.writeHead(307, { location: "/elsewhere" }).end(),
    );
    await unavailable("too-long", "x".repeat(64 * 1024 + 1));
    for (const issuer of ["", "issuer.example"])
      await expectIdosError(() => loadIssuerKeys(issuer), "ARGUMENT_INVALID");
  });
});
