import { expect } from "chai";
import { createDappApp } from "../../examples/dapp/dapp-app.ts";
import { KYC_TYPE } from "../../examples/issuer/issuer-app.ts";
import { ISSUER_URL, startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { type Person, settled } from "../harness/people.ts";
import { type ServedApp, serveApp } from "../harness/served-app.ts";

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
    dapp = await serveApp(createDappApp({ connect: () => Promise.resolve(consumer), account, requirements }));
    credential = await issueTo(alice, "1992-05-04");
  });
  after(async () => {
    await dapp.stop();
    await network.stop();
  });

  async function issueTo(person: Person, birthDate: string): Promise<string> {
    const writeGrant = await person.owner.allowIssuer({ issuer: network.issuerAccount });
    const claims = { name: "A person", birthDate, country: "PT" };
    const terms = { holder: person.account, vct: KYC_TYPE, claims, validForDays: 365, writeGrant };
    return network.issuer.issueCredential(terms);
  }

  async function grantBy(person: Person) {
    const terms = {
      records: [KYC_TYPE],
      grantee: backend.account,
      purpose: "A loan",
      expiresIn: "30d",
    } as const;
    const { shareId, readableFromBlock: atLeast } = await person.owner.requestAccess(terms);
    return { shareId, atLeast };
  }

  it("its backend reads at any time, verifies the credential and decides", async () => {
    const granted = await grantBy(alice);
    const { status, body } = await dapp.post("/api/loans", granted);
    expect(status).to.equal(200);
    expect(body).to.deep.include({ outcome: "approved" });
    expect((await dapp.post("/api/loans", { shareId: granted.shareId })).status).to.equal(200);
  });

  it("it believes what the issuer states, not what would be convenient", async () => {
    const minor = await settled(network, 3);
    await issueTo(minor, "2020-01-01");
    expect((await dapp.post("/api/loans", await grantBy(minor))).body).to.deep.include({
      outcome: "declined",
    });
  });

  it("it is refused after she revoked", async () => {
    const granted = await grantBy(alice);
    expect((await dapp.post("/api/loans", granted)).status).to.equal(200);
    await alice.owner.revoke(granted.shareId);
    expect(await dapp.post("/api/loans", granted)).to.deep.include({ status: 403 });
    expect((await dapp.post("/api/loans", granted)).body).to.include({ code: "ACCESS_NOT_GRANTED" });
  });

  it("it is refused after she deleted the credential", async () => {
    const granted = await grantBy(alice);
    expect((await dapp.post("/api/loans", granted)).status).to.equal(200);
    await alice.owner.records.delete(credential);
    expect((await dapp.post("/api/loans", granted)).body).to.include({ code: "RECORD_DELETED" });
  });
});
