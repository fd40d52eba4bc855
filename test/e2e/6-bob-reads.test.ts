import { AccessManagementProtocol__factory } from "@idos/protocol";
import { connectAccessContract } from "@idos/sdk";
import { expect } from "chai";
import { startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { type Person, settled, sharedCity } from "../harness/people.ts";
import { refusalOf } from "../harness/refusals.ts";

const WEEK_SECONDS = 7 * 24 * 3600;

describe("flow 6, Bob reads", () => {
  let network: TestNetwork;
  let alice: Person;
  let bob: Person;
  before(async () => {
    network = await startTestNetwork();
    alice = await settled(network, 1);
    bob = await settled(network, 2);
  });
  after(() => network.stop());

  const values = async (shareId: string, atLeast?: number) => {
    const { records } = await bob.consumer.readShare(shareId, atLeast === undefined ? {} : { atLeast });
    return records.map(({ content }) => (content.kind === "attribute" ? content.value : content.sdJwt));
  };

  it("he reads what was granted, decided at a block that holds the grant", async () => {
    const { shareId, readableFromBlock } = await sharedCity(alice, bob);
    const { decidedAt, owner } = await bob.consumer.readShare(shareId, { atLeast: readableFromBlock });
    expect(decidedAt?.blockNumber).to.be.at.least(readableFromBlock);
    expect(owner.accounts).to.deep.equal([alice.account]);
    expect(await values(shareId)).to.deep.equal(["Lisbon"]);
  });

  it("he follows her changes without a new transaction", async () => {
    const { shareId, record, readableFromBlock } = await sharedCity(alice, bob);
    await alice.owner.records.update(record, "Porto");
    expect(await values(shareId, readableFromBlock)).to.deep.equal(["Porto"]);
  });

  it("he is refused as soon as the node has seen her revocation, though the share is still there", async () => {
    const { shareId, readableFromBlock } = await sharedCity(alice, bob);
    await values(shareId, readableFromBlock);
    const contract = AccessManagementProtocol__factory.connect(network.deployment.contract, alice.signer);
    const receipt = await (await contract.revoke(bob.account, shareId)).wait();
    const atLeast = receipt?.blockNumber ?? 0;
    expect(await refusalOf(values(shareId, atLeast))).to.equal("ACCESS_NOT_GRANTED");
    expect((await alice.owner.listShares()).map(({ share }) => share)).to.include(shareId);
  });

  it("after a revocation the next version's key is wrapped for him no more, though the share is still there", async () => {
    const { shareId, record } = await sharedCity(alice, bob);
    const contract = AccessManagementProtocol__factory.connect(network.deployment.contract, alice.signer);
    await (await contract.revoke(bob.account, shareId)).wait();
    const { sharesKept, sharesDropped } = await alice.owner.records.update(record, "Faro");
    expect({ sharesKept, sharesDropped }).to.deep.equal({ sharesKept: [], sharesDropped: [shareId] });
    const [shared] = (await alice.session.node.share(shareId)).records;
    expect(shared?.wrappedKey).to.equal(null);
  });

  it("revoking everything ends every share at once", async () => {
    const [one, two] = [await sharedCity(alice, bob), await sharedCity(alice, bob)];
    await values(two.shareId, two.readableFromBlock);
    const { blockNumber } = await connectAccessContract(network.deployment, alice.signer).revokeAll();
    for (const { shareId } of [one, two])
      expect(await refusalOf(values(shareId, blockNumber))).to.equal("ACCESS_NOT_GRANTED");
  });

  it("her revoking everything destroys the shares' keys as well", async () => {
    await sharedCity(alice, bob);
    await alice.owner.revokeAll();
    expect(await alice.owner.listShares()).to.deep.equal([]);
  });

  it("she can revoke a share that the node has lost, by naming the grantee", async () => {
    const { shareId } = await sharedCity(alice, bob);
    await alice.session.node.deleteShare(shareId);
    await alice.owner.revoke(shareId, { grantee: bob.account });
    const contract = connectAccessContract(network.deployment, alice.signer);
    expect(await contract.isGranted(alice.session.account, bob.session.account, shareId)).to.equal(false);
  });

  it("he reads a share only of whom he expects it", async () => {
    const { shareId, readableFromBlock: atLeast } = await sharedCity(alice, bob);
    await bob.consumer.readShare(shareId, { atLeast, owner: alice.account });
    const read = bob.consumer.readShare(shareId, { owner: network.issuerAccount });
    expect(await refusalOf(read)).to.equal("SHARE_OF_ANOTHER");
  });

  it("he is refused after she deleted the data", async () => {
    const { shareId, record, readableFromBlock } = await sharedCity(alice, bob);
    await values(shareId, readableFromBlock);
    await alice.owner.records.delete(record);
    expect(await refusalOf(values(shareId))).to.equal("RECORD_DELETED");
  });

  it("he is refused after the grant has expired by the chain's time", async () => {
    const { shareId, readableFromBlock } = await sharedCity(alice, bob);
    await values(shareId, readableFromBlock);
    await network.chain.increaseTime(WEEK_SECONDS + 1);
    const atLeast = await network.chain.provider.getBlockNumber();
    expect(await refusalOf(values(shareId, atLeast))).to.equal("ACCESS_NOT_GRANTED");
  });
});
