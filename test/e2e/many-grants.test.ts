import { expect } from "chai";
import { startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { cityFor, newcomer, type Person, settled } from "../harness/people.ts";
import { declined, refusalOf } from "../harness/refusals.ts";

describe("many grants at once", () => {
  let network: TestNetwork;
  let alice: Person;
  let bob: Person;
  let carol: Person;
  let withoutKey: Person;
  before(async () => {
    network = await startTestNetwork();
    alice = await settled(network, 1);
    bob = await settled(network, 2);
    carol = await settled(network, 3);
    withoutKey = await newcomer(network, 4);
  });
  after(() => network.stop());

  const shareIds = async () => (await alice.owner.listShares()).map(({ share }) => share);
  const transactionsDuring = async (act: () => Promise<unknown>): Promise<number> => {
    const sent = () => network.chain.provider.getTransactionCount(alice.account);
    const before = await sent();
    await act();
    return (await sent()) - before;
  };
  const requests = async (...grantees: Person[]) => {
    const asked = [];
    for (const grantee of grantees) asked.push((await cityFor(alice, grantee)).request);
    return asked;
  };

  it("are one transaction to give and one to end", async () => {
    const asked = await requests(bob, carol);
    const granted: Awaited<ReturnType<typeof alice.owner.grantMany>> = [];
    const giving = await transactionsDuring(async () =>
      granted.push(...(await alice.owner.grantMany(asked))),
    );
    expect(giving).to.equal(1);
    const [forBob, forCarol] = granted;
    if (forBob === undefined || forCarol === undefined) throw new Error("a grant is missing");
    const read = async () => [
      await bob.consumer.readShare(forBob.shareId, { atLeast: forBob.readableFromBlock }),
      await carol.consumer.readShare(forCarol.shareId, { atLeast: forCarol.readableFromBlock }),
    ];
    expect((await read()).map(({ records }) => records.length)).to.deep.equal([1, 1]);
    const ids = [forBob.shareId, forCarol.shareId];
    expect(await transactionsDuring(() => alice.owner.revokeMany(ids))).to.equal(1);
    expect(await refusalOf(bob.consumer.readShare(forBob.shareId))).to.equal("ACCESS_NOT_GRANTED");
    expect(await refusalOf(carol.consumer.readShare(forCarol.shareId))).to.equal("ACCESS_NOT_GRANTED");
    expect(await shareIds()).not.to.include.members(ids);
  });

  it("leave no share at the node when one of them cannot be made, or she declines, or there is none", async () => {
    const before = await shareIds();
    const one = await requests(bob, withoutKey);
    expect(await refusalOf(alice.owner.grantMany(one))).to.equal("RECIPIENT_HAS_NO_KEY");
    const two = await requests(bob, carol);
    alice.signer.beforeNextApproval(declined);
    expect(await refusalOf(alice.owner.grantMany(two))).to.equal("WALLET_REJECTED");
    expect(await refusalOf(alice.owner.grantMany([]))).to.equal("CONTRACT_EMPTY_BATCH");
    expect(await shareIds()).to.deep.equal(before);
  });

  it("end though one of them has ended already, and say so when all have", async () => {
    const granted = await alice.owner.grantMany(await requests(bob, bob));
    const [one, two] = granted.map(({ shareId }) => shareId);
    if (one === undefined || two === undefined) throw new Error("a grant is missing");
    await bob.consumer.renounce(two, alice.account);
    await alice.owner.revokeMany([one, two]);
    expect(await refusalOf(bob.consumer.readShare(one))).to.equal("ACCESS_NOT_GRANTED");
    expect(await shareIds()).not.to.include.members([one, two]);

    const [{ shareId: third } = { shareId: one }] = await alice.owner.grantMany(await requests(bob));
    await bob.consumer.renounce(third, alice.account);
    expect(await refusalOf(alice.owner.revokeMany([third]))).to.equal("CONTRACT_NOTHING_TO_CHANGE");
    expect(await shareIds()).not.to.include(third);
  });

  it("are public ones: a sealed one among them is refused before anything is written", async () => {
    const before = await shareIds();
    const [first, second] = await requests(bob, carol);
    if (first === undefined || second === undefined) throw new Error("a request is missing");
    const mixed = alice.owner.grantMany([first, { ...second, sealed: true }]);
    expect(await refusalOf(mixed)).to.equal("ARGUMENT_INVALID");
    expect(await shareIds()).to.deep.equal(before);
    const { shareId } = await alice.owner.grant({ ...second, sealed: true });
    expect(await refusalOf(alice.owner.revokeMany([shareId]))).to.equal("ARGUMENT_INVALID");
    expect(await shareIds()).to.include(shareId);
  });
});
