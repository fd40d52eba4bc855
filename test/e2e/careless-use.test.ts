import { type JsonValue, signIn } from "@idos/sdk";
import { expect } from "chai";
import { z } from "zod";
import { startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { newcomer, type Person, settled } from "../harness/people.ts";
import { refusalOf } from "../harness/refusals.ts";

describe("careless use of the SDK", () => {
  let network: TestNetwork;
  let alice: Person;
  before(async () => {
    network = await startTestNetwork();
    alice = await settled(network, 1);
  });
  after(() => network.stop());

  it("signing out of a session that is over succeeds", async () => {
    const bob = await newcomer(network, 2);
    await bob.session.signOut();
    await bob.session.signOut();
    expect(await refusalOf(bob.owner.me())).to.equal("SESSION_UNKNOWN");
  });

  it("deleting a key backup twice succeeds", async () => {
    const { node } = alice.session;
    const [one, other] = (await node.keyBackups()).map(({ slot }) => slot);
    await node.deleteKeyBackup(other ?? "");
    await node.deleteKeyBackup(other ?? "");
    expect((await node.keyBackups()).map(({ slot }) => slot)).to.deep.equal([one]);
  });

  it("a sign-in that could allow nothing is refused before the wallet is asked", async () => {
    const signer = network.chain.account(3);
    signer.signMessage = () => Promise.reject(new Error("the wallet was asked"));
    const { nodeUrl: node, deployment } = network;
    for (const terms of [{ scopes: [] }, { ttlSeconds: 0 }, { ttlSeconds: NaN }, { ttlSeconds: 1e12 }])
      expect(await refusalOf(signIn({ node, signer, deployment, ...terms }))).to.equal("ARGUMENT_INVALID");
  });

  it("a permission for no record, or for more than a node counts, is refused before the wallet is asked", async () => {
    const issuer = network.issuerAccount;
    for (const recordsMax of [0, -1, 1.5, NaN, 101])
      expect(await refusalOf(alice.owner.allowIssuer({ issuer, recordsMax }))).to.equal("ARGUMENT_INVALID");
  });

  it("a record that could not be read back is not stored", async () => {
    const before = (await alice.owner.records.list()).length;
    const nothing = z.custom<JsonValue>().parse(undefined);
    for (const attribute of [
      { type: "", value: 1 },
      { type: "note", value: nothing },
    ])
      expect(await refusalOf(alice.owner.records.create(attribute))).to.equal("ARGUMENT_INVALID");
    expect(await alice.owner.records.list()).to.have.length(before);
  });
});
