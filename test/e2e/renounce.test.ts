import { expect } from "chai";
import { startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { type Person, settled, sharedCity, signInPerson } from "../harness/people.ts";
import { refusalOf } from "../harness/refusals.ts";

describe("a grantee who gives access up", () => {
  let network: TestNetwork;
  let alice: Person;
  let bob: Person;
  before(async () => {
    network = await startTestNetwork();
    alice = await settled(network, 1);
    bob = await settled(network, 2);
  });
  after(() => network.stop());

  it("reads no more, gets no later key, and nobody is left with something to end", async () => {
    const { shareId, record, readableFromBlock: atLeast } = await sharedCity(alice, bob);
    await bob.consumer.readShare(shareId, { atLeast });
    const { nodeHasSeen } = await bob.consumer.renounce(shareId, alice.account);
    expect(nodeHasSeen).to.equal(true);
    expect(await refusalOf(bob.consumer.readShare(shareId))).to.equal("ACCESS_NOT_GRANTED");
    const { sharesDropped } = await alice.owner.records.update(record, "Porto");
    expect(sharesDropped).to.deep.equal([shareId]);
    expect(await refusalOf(bob.consumer.renounce(shareId, alice.account))).to.equal("CONTRACT_NOT_GRANTED");
    expect(await refusalOf(alice.owner.revoke(shareId))).to.equal("CONTRACT_NOT_GRANTED");
    expect(await alice.owner.listShares()).to.deep.equal([]);
  });

  it("does so without an entry of his own at the node", async () => {
    const account = network.chain.account(5);
    const carol = await signInPerson(network, account);
    await carol.session.keys.useSeed(new Uint8Array(32).fill(7));
    const granteeKey = carol.session.keys.current().encryptionKey;
    const { shareId, readableFromBlock: atLeast } = await sharedCity(alice, carol, "Lisbon", { granteeKey });
    await carol.consumer.readShare(shareId, { atLeast });
    expect((await carol.consumer.renounce(shareId, alice.account)).nodeHasSeen).to.equal(true);
    expect(await refusalOf(carol.consumer.readShare(shareId))).to.equal("ACCESS_NOT_GRANTED");
  });

  it("cannot do so on chain where the grant is sealed", async () => {
    const sealed = await sharedCity(alice, bob, "Lisbon", { sealed: true });
    const given = bob.consumer.renounce(sealed.shareId, alice.account);
    expect(await refusalOf(given)).to.equal("CONTRACT_NOT_GRANTED");
    const { records } = await bob.consumer.readShare(sealed.shareId, {
      ...{ sealed: sealed.sealed, atLeast: sealed.readableFromBlock },
    });
    expect(records).to.have.length(1);
  });
});
