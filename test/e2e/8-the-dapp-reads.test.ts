import { expect } from "chai";
import { ageClaims } from "@idos/sdk";
import { createDappApp } from "../../examples/dapp/dapp-app.ts";
import { loanApplicationText } from "../../examples/dapp/loan-application.ts";
import { KYC_TYPE } from "../../examples/issuer/issuer-app.ts";
import { ISSUER_URL, startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { newcomer, type Person, settled } from "../harness/people.ts";
import { type ServedApp, serveApp } from "../harness/served-app.ts";

const ORIGIN = "https://dapp.example";
const nowSeconds = () => Math.floor(Date.now() / 1000);

describe("flow 8, the dApp reads", () => {
  let network: TestNetwork;
  let alice: Person;
  let backend: Person;
  let dapp: ServedApp;
  let credential: string;
  before(async () => {
    network = await startTestNetwork();
    alice = await settled(network, 1);
    backend = await settled(network, 2);
    const { consumer, account } = backend;
    const requirements = {
      issuers: { [ISSUER_URL]: { keys: [network.credentialKey.publicJwk] } },
      vcts: [KYC_TYPE],
    };
    const connect = () => Promise.resolve(consumer);
    dapp = await serveApp(createDappApp({ connect, account, origin: ORIGIN, requirements }));
    credential = await issueTo(alice, "1992-05-04");
  });
  after(async () => {
    await dapp.stop();
    await network.stop();
  });

  async function issueTo(person: Person, birthDate: string): Promise<string> {
    const writeGrant = await person.owner.allowIssuer({ issuer: network.issuerAccount });
    const claims = { name: "A person", birthDate, country: "PT", ...ageClaims(birthDate) };
    const terms = { holder: person.account, vct: KYC_TYPE, claims, validForDays: 365, writeGrant };
    return network.issuer.issueCredential(terms);
  }

  async function grantBy(person: Person) {
    const terms = {
      records: [{ type: KYC_TYPE, claims: ["age_over_18"] }],
      grantee: backend.account,
      purpose: "A loan",
      expiresIn: "30d",
    } as const;
    const { shareId, readableFromBlock: atLeast } = await person.owner.requestAccess(terms);
    return { shareId, atLeast };
  }

  interface Signing {
    readonly origin?: string;
    /** Unix seconds. */
    readonly signedAt?: number;
  }

  /** The form as the dApp's page sends it, signed by this person's wallet. */
  async function application<Terms extends { shareId: string }>(
    person: Person,
    terms: Terms,
    { origin = ORIGIN, signedAt = nowSeconds() }: Signing = {},
  ) {
    const text = loanApplicationText(origin, { shareId: terms.shareId, signedAt });
    return { ...terms, signedAt, signature: await person.signer.signMessage(text) };
  }

  const apply = async (
    person: Person,
    terms: { shareId: string; atLeast?: number | undefined },
    signing?: Signing,
  ) => dapp.post("/api/loans", await application(person, terms, signing));

  it("its backend reads at any time, verifies the credential and decides", async () => {
    const granted = await grantBy(alice);
    const { status, body } = await apply(alice, granted);
    expect(status).to.equal(200);
    expect(body).to.deep.include({ outcome: "approved" });
    expect((await apply(alice, { shareId: granted.shareId })).status).to.equal(200);
  });

  it("it tells the decision and nothing of what it read", async () => {
    const { body } = await apply(alice, await grantBy(alice));
    expect(body).to.have.all.keys("outcome", "decidedAt");
    expect(JSON.stringify(body)).to.not.match(/1992|PT|person/);
  });

  it("a stranger who knows the share's id from the chain learns nothing by it", async () => {
    const granted = await grantBy(alice);
    const stranger = await newcomer(network, 4);
    const inHerName = await application(alice, granted, { origin: "https://evil.example" });
    for (const form of [await application(stranger, granted), inHerName]) {
      const { status, body } = await dapp.post("/api/loans", form);
      expect(status).to.equal(403);
      expect(body).to.include({ code: "SHARE_OF_ANOTHER" });
      expect(body).to.have.all.keys("code", "message");
    }
  });

  it("an application counts for five minutes and for the share that it names", async () => {
    const [granted, other] = [await grantBy(alice), await grantBy(alice)];
    for (const signedAt of [nowSeconds() - 301, nowSeconds() + 120]) {
      const { status, body } = await apply(alice, granted, { signedAt });
      expect(status).to.equal(403);
      expect(body).to.include({ code: "APPLICANT_UNPROVEN" });
    }
    expect((await apply(alice, granted, { signedAt: nowSeconds() - 280 })).status).to.equal(200);
    const moved = { ...(await application(alice, granted)), shareId: other.shareId };
    expect((await dapp.post("/api/loans", moved)).body).to.include({ code: "SHARE_OF_ANOTHER" });
  });

  it("a form that is not filled in is the sender's fault", async () => {
    const form = await application(alice, { shareId: `0x${"ab".repeat(32)}` });
    const malformed = [
      {},
      null,
      [],
      { ...form, shareId: 5 },
      { ...form, shareId: "0x12" },
      { ...form, signature: undefined },
      { ...form, signedAt: "now" },
      { ...form, atLeast: -1 },
      { ...form, more: 1 },
    ];
    for (const body of malformed)
      expect(await dapp.post("/api/loans", body)).to.deep.include({ status: 400 });
    const headers = { "content-type": "application/json" };
    const broken = await fetch(`${dapp.url}/api/loans`, { method: "POST", headers, body: '{"shareId":' });
    expect(broken.status).to.equal(400);
    expect(await broken.json()).to.include({ code: "FORM_INVALID" });
    const unsigned = { ...form, signature: `0x${"00".repeat(65)}` };
    expect((await dapp.post("/api/loans", unsigned)).body).to.include({ code: "APPLICANT_UNPROVEN" });
  });

  it("it believes what the issuer states, not what would be convenient", async () => {
    const minor = await settled(network, 3);
    await issueTo(minor, "2020-01-01");
    expect((await apply(minor, await grantBy(minor))).body).to.deep.include({ outcome: "declined" });
  });

  it("it is refused after she revoked", async () => {
    const granted = await grantBy(alice);
    expect((await apply(alice, granted)).status).to.equal(200);
    await alice.owner.revoke(granted.shareId);
    const { status, body } = await apply(alice, granted);
    expect(status).to.equal(403);
    expect(body).to.include({ code: "ACCESS_NOT_GRANTED" });
  });

  it("it is refused after she deleted the credential", async () => {
    const granted = await grantBy(alice);
    expect((await apply(alice, granted)).status).to.equal(200);
    await alice.owner.records.delete(credential);
    expect((await apply(alice, granted)).body).to.include({ code: "RECORD_DELETED" });
  });
});
