import { expect } from "chai";
import { createIssuer, createStatusRegistry, type SignedWriteGrant, signIn } from "@idos/sdk";
import * as z from "zod";
import { createIssuerApp, KYC_TYPE } from "../../examples/issuer/issuer-app.ts";
import { STATUS_PATH } from "../../examples/issuer/public-routes.ts";
import { ISSUER_ACCOUNT, ISSUER_URL, startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { noPages } from "../harness/no-pages.ts";
import { backUpWithCode, newcomer, type Person, settled } from "../harness/people.ts";
import { refusalOf } from "../harness/refusals.ts";
import { type ServedApp, serveApp } from "../harness/served-app.ts";

const OFFICE_TOKEN = "a".repeat(32);
const APPLICATION = { name: "Alice Liddell", birthDate: "1992-05-04", country: "PT" };

describe("flow 2, first credential", () => {
  let network: TestNetwork;
  let issuer: ServedApp;
  before(async () => {
    network = await startTestNetwork();
    const { issuerAccount: account, credentialKey } = network;
    const statuses = createStatusRegistry({ uri: ISSUER_URL + STATUS_PATH, save: () => undefined });
    const { nodeUrl: node, deployment } = network;
    const session = await signIn({ node, signer: network.chain.account(ISSUER_ACCOUNT), deployment });
    const face = createIssuer(session, { url: ISSUER_URL, key: credentialKey, statuses });
    const connect = () => Promise.resolve(face);
    const beside = { url: ISSUER_URL, node, deployment, pages: noPages, token: OFFICE_TOKEN };
    issuer = await serveApp(createIssuerApp({ connect, account, credentialKey, statuses, ...beside }));
  });
  after(async () => {
    await issuer.stop();
    await network.stop();
  });

  const send = async (writeGrant: SignedWriteGrant): Promise<string> => {
    const { status, body } = await issuer.post("/applications", { writeGrant, ...APPLICATION });
    expect(status).to.equal(201);
    return z.object({ id: z.string() }).parse(body).id;
  };
  const decide = async (id: string, decision: string, token = OFFICE_TOKEN) => {
    const headers = { authorization: `Bearer ${token}` };
    const url = `${issuer.url}/office/applications/${id}/${decision}`;
    const response = await fetch(url, { method: "POST", headers });
    const body: unknown = await response.json();
    return { status: response.status, body };
  };
  const approve = (id: string) => decide(id, "approve");

  const apply = async (person: Person, by = network.issuerAccount) => {
    const writeGrant = await person.owner.allowIssuer({ issuer: by });
    return approve(await send(writeGrant));
  };

  it("the issuer adds a credential that its holder alone can open", async () => {
    const alice = await settled(network, 1);
    expect((await apply(alice)).status).to.equal(200);
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
    const first = await approve(await send(writeGrant));
    expect(first.status).to.equal(200);
    expect(await approve(await send(writeGrant))).to.deep.equal(first);
    expect(await dave.owner.records.list()).to.have.length(1);
  });

  it("nothing is issued before its office approves, nor to whoever is not of the office", async () => {
    const erin = await settled(network, 5);
    const id = await send(await erin.owner.allowIssuer({ issuer: network.issuerAccount }));
    expect(await decide(id, "approve", "b".repeat(32))).to.deep.include({ status: 401 });
    expect((await fetch(`${issuer.url}/office/applications`)).status).to.equal(401);
    expect(await erin.owner.records.list()).to.deep.equal([]);
    expect((await decide(id, "deny")).body).to.deep.equal({ state: "denied" });
    expect((await approve(id)).body).to.include({ code: "NOT_TO_DECIDE" });
    expect(await erin.owner.records.list()).to.deep.equal([]);
  });

  it("its office takes a credential back, once it is issued", async () => {
    const frank = await settled(network, 6);
    const id = await send(await frank.owner.allowIssuer({ issuer: network.issuerAccount }));
    expect((await decide(id, "revoke")).status).to.equal(409);
    await approve(id);
    expect((await decide(id, "revoke")).body).to.deep.include({ state: "revoked" });
  });
});
