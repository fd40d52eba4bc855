import { expect } from "chai";
import { createStatusRegistry } from "@idos/sdk";
import { createIssuerApp, KYC_TYPE, STATUS_PATH } from "../../examples/issuer/issuer-app.ts";
import { ISSUER_URL, startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { backUpWithCode, newcomer, type Person, settled } from "../harness/people.ts";
import { refusalOf } from "../harness/refusals.ts";
import { type ServedApp, serveApp } from "../harness/served-app.ts";

const APPLICATION = { name: "Alice Liddell", birthDate: "1992-05-04", country: "PT" };

describe("flow 2, first credential", () => {
  let network: TestNetwork;
  let issuer: ServedApp;
  before(async () => {
    network = await startTestNetwork();
    const { issuer: face, issuerAccount: account, credentialKey } = network;
    const connect = () => Promise.resolve(face);
    const statuses = createStatusRegistry({ uri: ISSUER_URL + STATUS_PATH, save: () => undefined });
    issuer = await serveApp(createIssuerApp({ connect, account, url: ISSUER_URL, credentialKey, statuses }));
  });
  after(async () => {
    await issuer.stop();
    await network.stop();
  });

  const apply = async (person: Person, by = network.issuerAccount) => {
    const writeGrant = await person.owner.allowIssuer({ issuer: by });
    return issuer.post("/credentials", { writeGrant, ...APPLICATION });
  };

  it("the issuer adds a credential that its holder alone can open", async () => {
    const alice = await settled(network, 1);
    expect((await apply(alice)).status).to.equal(201);
    const { records } = await alice.owner.records.readAll();
    const [credential] = records;
    expect(credential?.content).to.include({ kind: "credential", type: KYC_TYPE });
    expect(credential?.author).to.deep.equal({
      account: network.issuerAccount.toLowerCase(),
      role: "issuer",
    });
  });

  it("no credential comes before the key is backed up twice", async () => {
    const bob = await newcomer(network, 2);
    await bob.session.keys.create();
    await backUpWithCode(bob.session.keys);
    await bob.session.keys.publish();
    expect(await refusalOf(apply(bob))).to.equal("KEY_BACKUPS_MISSING");
    expect(await bob.owner.records.list()).to.deep.equal([]);
  });

  it("an issuer without her permission, or with another's, adds nothing", async () => {
    const carol = await settled(network, 3);
    expect((await apply(carol, network.chain.account(8).address)).body).to.include({
      code: "WRITE_GRANT_INVALID",
    });
    expect(await carol.owner.records.list()).to.deep.equal([]);
  });

  it("a permission serves once, and whoever asks again gets the record that is there", async () => {
    const dave = await settled(network, 4);
    const writeGrant = await dave.owner.allowIssuer({ issuer: network.issuerAccount });
    const form = { writeGrant, ...APPLICATION };
    const first = await issuer.post("/credentials", form);
    expect(first.status).to.equal(201);
    expect(await issuer.post("/credentials", form)).to.deep.equal(first);
    expect(await dave.owner.records.list()).to.have.length(1);
  });
});
