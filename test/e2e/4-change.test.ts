import { createOwner, signIn } from "@idos/sdk";
import { expect } from "chai";
import { startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { type Person, settled, signInPerson } from "../harness/people.ts";
import { refusalOf } from "../harness/refusals.ts";

describe("flow 4, change", () => {
  let network: TestNetwork;
  let alice: Person;
  before(async () => {
    network = await startTestNetwork();
    alice = await settled(network, 1);
  });
  after(() => network.stop());

  it("what she creates and updates is what the node holds afterwards", async () => {
    const { records } = alice.owner;
    const record = await records.create({ type: "profile/city", value: "Lisbon" });
    await records.update(record, "Porto");
    const read = await records.read(record);
    expect(read).to.deep.include({ version: 2 });
    expect(read.content).to.deep.include({ value: "Porto" });
  });

  it("what she deletes is gone, and its id is never used again", async () => {
    const { records } = alice.owner;
    const record = await records.create({ type: "profile/city", value: "Oporto" });
    await records.delete(record);
    expect((await records.list()).map(({ id }) => id)).to.not.include(record);
    expect(await refusalOf(records.read(record))).to.equal("RECORD_DELETED");
    expect(await refusalOf(alice.session.node.recordEnvelope(record))).to.equal("RECORD_DELETED");
  });

  it("of two devices that change one record at once, one is told to look again", async () => {
    const record = await alice.owner.records.create({ type: "profile/city", value: "Lisbon" });
    const outcomeOf = (change: Promise<unknown>) => refusalOf(change).catch(() => "stored");
    const outcomes = await Promise.all([
      outcomeOf(alice.owner.records.update(record, "Porto")),
      outcomeOf(alice.owner.records.update(record, "Faro")),
    ]);
    expect(outcomes.sort()).to.deep.equal(["VERSION_CONFLICT", "stored"]);
    expect((await alice.owner.records.read(record)).version).to.equal(2);
  });

  it("records come in pages, every one once", async () => {
    const bob = await settled(network, 2);
    const created = new Set<string>();
    for (let index = 0; index < 105; index += 1)
      created.add(await bob.owner.records.create({ type: "note", value: index }));
    const listed = (await bob.owner.records.list()).map(({ id }) => id);
    expect(listed).to.have.length(105);
    expect(new Set<string>(listed)).to.deep.equal(created);
  });

  it("a session without the scope changes nothing", async () => {
    const { nodeUrl: node, deployment, dashboardOrigin: pageOrigin } = network;
    const session = await signIn({ node, signer: alice.signer, deployment, pageOrigin, scopes: ["read"] });
    const [first] = await alice.owner.records.list();
    const attempt = createOwner(session).records.delete(first?.id ?? "");
    expect(await refusalOf(attempt)).to.equal("SCOPE_MISSING");
    const again = await signInPerson(network, alice.signer);
    expect((await again.owner.records.list()).map(({ id }) => id)).to.include(first?.id);
  });
});
