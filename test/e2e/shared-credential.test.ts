import {
  createCredentialJwk,
  createIssuer,
  createStatusRegistry,
  type CredentialKey,
  type CredentialRequirements,
  importCredentialKey,
  type Issuer,
  issuerMetadata,
  pinIssuers,
  READ_CHECKS,
  type ReadCheck,
  signIn,
  type StatusRegistry,
} from "@idos/sdk";
import { expect } from "chai";
import { publishKeyBinding } from "../../sdk/src/keys/publish-key-binding.ts";
import { randomId } from "../../sdk/src/records/random-id.ts";
import { writeRecord } from "../../sdk/src/records/write-record.ts";
import { type IssuerSite, startIssuerSite } from "../harness/issuer-site.ts";
import { createLyingNode, type LyingNode } from "../harness/lying-node.ts";
import { startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { backUpWithCode, newcomer, type Person, settled } from "../harness/people.ts";
import { declined, refusalOf } from "../harness/refusals.ts";

const VCT = "urn:example:kyc:basic";
const CLAIMS = { name: "Alice", birthDate: "1992-05-04", age_over_18: true };
const WANTED = [{ type: VCT, claims: ["age_over_18"] }];

describe("a shared credential", () => {
  let network: TestNetwork;
  let site: IssuerSite;
  let key: CredentialKey;
  let statuses: StatusRegistry;
  let issuer: Issuer;
  let requirements: CredentialRequirements;
  let lying: LyingNode;
  let alice: Person;
  let backend: Person;
  before(async () => {
    network = await startTestNetwork();
    site = await startIssuerSite();
    key = await importCredentialKey(await createCredentialJwk());
    statuses = createStatusRegistry({ uri: `${site.url}/statuses/1`, save: () => undefined, ttlSeconds: 1 });
    const { nodeUrl: node, deployment } = network;
    const session = await signIn({ node, signer: network.chain.account(9), deployment });
    issuer = createIssuer(session, { url: site.url, key, statuses });
    site.serve("/.well-known/jwt-vc-issuer", JSON.stringify(issuerMetadata(site.url, key)));
    requirements = { issuers: await pinIssuers([site.url]), vcts: [VCT], statusRequired: true };
    lying = createLyingNode();
    alice = await settled(network, 1);
    backend = await settled(network, 2, { fetch: lying.fetch });
  });
  afterEach(() => lying.honest());
  after(async () => {
    await site.stop();
    await network.stop();
  });

  async function issueTo(person: Person, claims = CLAIMS, validForDays = 365): Promise<string> {
    const writeGrant = await person.owner.allowIssuer({ issuer: network.issuerAccount });
    const record = await issuer.issueCredential({
      holder: person.account,
      vct: VCT,
      claims,
      validForDays,
      writeGrant,
    });
    await publish();
    return record;
  }
  const publish = async () => site.serve("/statuses/1", await statuses.publish(key));
  const grantBy = async (
    person: Person,
    records: Parameters<Person["owner"]["requestAccess"]>[0]["records"] = WANTED,
  ) => {
    const terms = { records, grantee: backend.account, purpose: "A loan", expiresIn: "30d" } as const;
    const { shareId, readableFromBlock: atLeast } = await person.owner.requestAccess(terms);
    return { shareId, atLeast };
  };
  const check = (
    { shareId, atLeast }: Awaited<ReturnType<typeof grantBy>>,
    more: Partial<CredentialRequirements> = {},
  ) => backend.consumer.checkCredential(shareId, { ...requirements, ...more, atLeast });

  /** That everything before this check passed, and nothing after it was made. */
  async function failsAt(failed: ReadCheck, code: string, report: ReturnType<typeof check>) {
    const { checks, credential, error } = await report;
    const at = READ_CHECKS.indexOf(failed);
    expect(checks).to.deep.equal(
      READ_CHECKS.map((each, position) => {
        const outcome = position < at ? "passed" : "not-reached";
        return { check: each, outcome: position === at ? "failed" : outcome };
      }),
    );
    expect(credential).to.equal(null);
    expect(error?.code).to.equal(code);
  }
  const recordsOf = async (person: Person) => (await person.owner.records.list()).length;

  it("shows that she is over 18 and not when she was born, and every check is told", async () => {
    await issueTo(alice);
    const granted = await grantBy(alice);
    const { checks, credential, error } = await check(granted);
    expect(error).to.equal(null);
    expect(checks.map((each) => each.check)).to.deep.equal(READ_CHECKS);
    expect(checks.every(({ outcome }) => outcome === "passed")).to.equal(true);
    expect(credential?.claims).to.deep.equal({ age_over_18: true });
    const { records } = await backend.consumer.readShare(granted.shareId, { atLeast: granted.atLeast });
    expect(JSON.stringify(records)).to.not.match(/1992|Alice/);
    const [content] = records.map((record) => record.content);
    const sdJwt = content?.kind === "credential" ? content.sdJwt : "";
    expect(Buffer.from(sdJwt.split("~").slice(1).join(""), "base64url").toString()).to.not.match(
      /1992|Alice/,
    );
  });

  it("shows everything where nothing is chosen", async () => {
    const { credential } = await check(await grantBy(alice, [VCT]));
    expect(credential?.claims).to.deep.equal(CLAIMS);
  });

  it("fails at the check that does not hold, whatever that is", async () => {
    const granted = await grantBy(alice);
    await failsAt("issuer", "CREDENTIAL_INVALID", check(granted, { issuers: {} }));
    await failsAt("type", "CREDENTIAL_INVALID", check(granted, { vcts: ["urn:example:other"] }));
    await failsAt("claims", "CREDENTIAL_INVALID", check(granted, { claims: ["birthDate"] }));
    lying.lieAbout(/^\/v1\/shares\/0x[0-9a-f]{64}$/, (share) => ({
      ...share,
      records: [
        {
          ...Object(Reflect.get(Object(share["records"]), 0)),
          delegation: { message: "x", signature: "0x00" },
        },
      ],
    }));
    await failsAt("header", "NODE_LIED", check(granted));
    lying.honest();
    lying.corrupt(/\/envelope$/);
    await failsAt("unwrap", "NODE_LIED", check(granted));
    lying.honest();
    await alice.owner.revoke(granted.shareId);
    await failsAt("grant", "ACCESS_NOT_GRANTED", check(granted));
  });

  it("is refused once its issuer has taken it back, and while nobody can tell", async () => {
    const bob = await settled(network, 3);
    const record = await issueTo(bob);
    const granted = await grantBy(bob);
    expect((await check(granted)).error).to.equal(null);
    await statuses.revoke(record);
    await publish();
    await refusedAtLast(granted);
    site.serve("/statuses/1", (_, response) => void response.writeHead(503).end());
    const fresh = await settled(network, 4);
    site.serve("/statuses/1", "no list");
    await failsAtFreshReader(fresh, bob);
    await publish();
  });

  /** A list is remembered for its time to live, a second here. */
  async function refusedAtLast(granted: Awaited<ReturnType<typeof grantBy>>): Promise<void> {
    for (;;) {
      const report = await check(granted);
      if (report.error !== null) return failsAt("status", "CREDENTIAL_INVALID", Promise.resolve(report));
    }
  }

  async function failsAtFreshReader(reader: Person, owner: Person): Promise<void> {
    const terms = { records: WANTED, grantee: reader.account, purpose: "A loan", expiresIn: "30d" } as const;
    const { shareId, readableFromBlock: atLeast } = await owner.owner.requestAccess(terms);
    await failsAt(
      "status",
      "STATUS_UNKNOWN",
      reader.consumer.checkCredential(shareId, { ...requirements, atLeast }),
    );
  }

  it("is of no use to a grantee who passes it off as his own, not even under her published key", async () => {
    const { shareId, atLeast } = await grantBy(alice, [VCT]);
    const { records } = await backend.consumer.readShare(shareId, { atLeast });
    const presented = records[0]?.content;
    if (presented?.kind !== "credential") throw new Error("the share holds no credential");
    // Without her signature for this share, which would be of no use in another.
    const { sdJwt } = presented;
    const content = { ...presented, sdJwt: sdJwt.slice(0, sdJwt.lastIndexOf("~") + 1) };
    const passOn = async (thief: Person) => {
      const { userId: owner } = await thief.owner.me();
      const record = randomId();
      const { encryptionKey: ownerKey } = thief.session.keys.current();
      await writeRecord(thief.session, { owner, record, previous: null, content, ownerKey, shares: [] });
      return grantBy(thief);
    };
    await failsAt("holder", "CREDENTIAL_INVALID", check(await passOn(await settled(network, 5))));
    const mallory = await newcomer(network, 6);
    const { keys, node, account, signer } = mallory.session;
    await keys.create();
    await backUpWithCode(keys);
    await backUpWithCode(keys);
    const { signingKey } = alice.session.keys.current();
    const swapped = { ...keys.current(), signingKey };
    await publishKeyBinding({ ...mallory.session, node, account, signer, clock: Date.now }, swapped, null);
    await failsAt("key-binding", "CREDENTIAL_INVALID", check(await passOn(mallory)));
  });

  it("leaves nothing behind when her wallet declines, when she revokes, and when she deletes it", async () => {
    const carol = await settled(network, 7);
    const credential = await issueTo(carol);
    carol.signer.beforeNextApproval(() => declined());
    expect(await refusalOf(grantBy(carol))).to.equal("WALLET_REJECTED");
    expect(await recordsOf(carol)).to.equal(1);
    const granted = await grantBy(carol);
    expect(await recordsOf(carol)).to.equal(2);
    await carol.owner.revoke(granted.shareId);
    expect(await recordsOf(carol)).to.equal(1);
    const again = await grantBy(carol);
    await carol.owner.records.delete(credential);
    expect(await recordsOf(carol)).to.equal(0);
    await failsAt("header", "RECORD_DELETED", check(again));
  });

  it("is, of several, the one that expires last; presentations do not count", async () => {
    const dave = await settled(network, 8);
    await issueTo(dave, { ...CLAIMS, name: "first" }, 30);
    await issueTo(dave, { ...CLAIMS, name: "longest" }, 365);
    await issueTo(dave, { ...CLAIMS, name: "last" }, 60);
    for (let time = 0; time < 2; time += 1) {
      const { credential } = await check(await grantBy(dave, [{ type: VCT, claims: ["name"] }]));
      expect(credential?.claims).to.deep.equal({ name: "longest" });
    }
  });

  it("is not granted with a claim that it does not hold, and no attribute with claims", async () => {
    expect(await refusalOf(grantBy(alice, [{ type: VCT, claims: ["income"] }]))).to.equal("ARGUMENT_INVALID");
    await alice.owner.records.create({ type: "profile/city", value: "Lisbon" });
    const choice = [{ type: "profile/city", claims: ["street"] }];
    expect(await refusalOf(grantBy(alice, choice))).to.equal("ARGUMENT_INVALID");
  });
});
