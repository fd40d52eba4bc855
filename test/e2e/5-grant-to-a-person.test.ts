import { AccessManagementProtocol__factory } from "@idos/protocol";
import { expect } from "chai";
import { startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { newcomer, type Person, settled, sharedCity } from "../harness/people.ts";
import { refusalOf } from "../harness/refusals.ts";

const CONFIRMATIONS = 2;

describe("flow 5, grant to a person", () => {
  let network: TestNetwork;
  let alice: Person;
  let bob: Person;
  before(async () => {
    network = await startTestNetwork({ confirmations: CONFIRMATIONS });
    alice = await settled(network, 1);
    bob = await settled(network, 2);
  });
  after(() => network.stop());

  const contract = () =>
    AccessManagementProtocol__factory.connect(network.deployment.contract, network.chain.provider);

  it("her transaction writes the grant on the contract, and the node follows", async () => {
    const { shareId } = await sharedCity(alice, bob);
    expect(await contract().isGranted(alice.account, bob.account, shareId)).to.equal(true);
    await network.chain.mine(CONFIRMATIONS);
    const [listed] = await bob.consumer.listSharedWithMe({
      atLeast: await network.chain.provider.getBlockNumber(),
    });
    expect(listed).to.include({ share: shareId, purpose: "Send the book" });
  });

  it("a grant counts only once it is confirmed", async () => {
    const { shareId, receipt, readableFromBlock } = await sharedCity(alice, bob);
    const early = bob.consumer.readShare(shareId, { atLeast: receipt.blockNumber });
    expect(await refusalOf(early)).to.equal("GRANT_UNCONFIRMED");
    await network.chain.mine(CONFIRMATIONS);
    const { records } = await bob.consumer.readShare(shareId, { atLeast: readableFromBlock });
    expect(records).to.have.length(1);
  });

  it("a share alone gives nothing: while her wallet waits he is refused as for one that does not exist", async () => {
    const sharesOf = async () => (await alice.owner.listShares()).map(({ share }) => share);
    const before = await sharesOf();
    const refusals: string[] = [];
    alice.signer.beforeNextApproval(async () => {
      const waiting = (await sharesOf()).filter((share) => !before.includes(share));
      for (const share of [...waiting, `0x${"ab".repeat(32)}`])
        refusals.push(await refusalOf(bob.consumer.readShare(share)));
    });
    await sharedCity(alice, bob);
    expect(refusals).to.deep.equal(["ACCESS_NOT_GRANTED", "ACCESS_NOT_GRANTED"]);
  });

  it("a grant on chain by someone who does not own the data opens nothing", async () => {
    const mallory = await settled(network, 3);
    const { shareId } = await sharedCity(alice, bob);
    const asMallory = contract().connect(network.chain.account(3));
    await (await asMallory.grant(mallory.account, shareId, 2n ** 64n - 1n)).wait();
    await network.chain.mine(CONFIRMATIONS);
    const atLeast = await network.chain.provider.getBlockNumber();
    expect(await refusalOf(mallory.consumer.readShare(shareId, { atLeast }))).to.equal("ACCESS_NOT_GRANTED");
  });

  it("a grantee without a key is named before anything is written", async () => {
    const carol = await newcomer(network, 4);
    const sharesBefore = (await alice.owner.listShares()).length;
    expect(await refusalOf(sharedCity(alice, carol))).to.equal("RECIPIENT_HAS_NO_KEY");
    expect(await alice.owner.listShares()).to.have.length(sharesBefore);
  });
});
