import { expect } from "chai";
import { startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { type Person, settled, sharedCity, signInPerson } from "../harness/people.ts";
import { declined, refusalOf } from "../harness/refusals.ts";

const SALT = `0x${"5a".repeat(32)}`;

describe("a sealed grant", () => {
  let network: TestNetwork;
  let alice: Person;
  let bob: Person;
  let mallory: Person;
  before(async () => {
    network = await startTestNetwork();
    alice = await settled(network, 1);
    bob = await settled(network, 2);
    mallory = await settled(network, 3);
  });
  after(() => network.stop());

  const sealedCity = () => sharedCity(alice, bob, "Lisbon", { sealed: true });
  const shareIds = async () => (await alice.owner.listShares()).map(({ share }) => share);
  const cities = async (shareId: string, options: Parameters<typeof bob.consumer.readShare>[1]) => {
    const { records } = await bob.consumer.readShare(shareId, options);
    return records.map(({ content }) => (content.kind === "attribute" ? content.value : content.sdJwt));
  };

  it("is read with what she handed over, follows her changes, and ends with her revocation", async () => {
    const { shareId, record, sealed, readableFromBlock: atLeast } = await sealedCity();
    expect(sealed?.owner).to.equal(alice.account);
    expect(await cities(shareId, { sealed, atLeast })).to.deep.equal(["Lisbon"]);
    const { sharesKept } = await alice.owner.records.update(record, "Porto");
    expect(sharesKept).to.deep.equal([shareId]);
    expect(await cities(shareId, { sealed })).to.deep.equal(["Porto"]);
    const { nodeHasSeen } = await alice.owner.revoke(shareId);
    expect(nodeHasSeen).to.equal(true);
    expect(await refusalOf(cities(shareId, { sealed }))).to.equal("ACCESS_NOT_GRANTED");
    expect(await shareIds()).not.to.include(shareId);
  });

  it("gives no key for later versions once it has ended, though the share is still there", async () => {
    const { shareId, record, handle } = await sealedCity();
    await alice.contract.revokeSealed(handle);
    const { sharesKept, sharesDropped } = await alice.owner.records.update(record, "Faro");
    expect({ sharesKept, sharesDropped }).to.deep.equal({ sharesKept: [], sharesDropped: [shareId] });
  });

  it("has a salt of its own each time", async () => {
    const [one, two] = [await sealedCity(), await sealedCity()];
    expect(one.sealed?.salt).to.match(/^0x[0-9a-f]{64}$/);
    expect(one.sealed?.salt).not.to.equal(two.sealed?.salt);
  });

  it("opens for him alone, with its own salt and under its own owner", async () => {
    const { shareId, sealed, readableFromBlock: atLeast } = await sealedCity();
    const other = (await sealedCity()).sealed;
    if (sealed === undefined || other === undefined) throw new Error("a sealed grant has its opening");
    await cities(shareId, { sealed, atLeast });
    const refused = [
      cities(shareId, {}),
      cities(shareId, { sealed: { ...sealed, salt: SALT } }),
      cities(shareId, { sealed: other }),
      cities(shareId, { sealed: { ...sealed, owner: mallory.account } }),
      mallory.consumer.readShare(shareId, { sealed }),
      mallory.consumer.readShare(shareId),
    ].map(refusalOf);
    expect(await Promise.all(refused)).to.deep.equal(refused.map(() => "ACCESS_NOT_GRANTED"));
  });

  it("tells her for whom it is while her keys are unlocked, and nobody lists it to him", async () => {
    const { shareId, sealed, readableFromBlock: atLeast } = await sealedCity();
    const found = (terms: readonly { readonly share: string }[]) =>
      terms.find(({ share }) => share === shareId);
    expect(found(await alice.owner.listShares())).to.include({
      ...{ visibility: "sealed", grantee: bob.account, salt: sealed?.salt },
    });
    const locked = await signInPerson(network, network.chain.account(1));
    expect(found(await locked.owner.listShares())).to.include({
      ...{ visibility: "sealed", grantee: null, salt: null },
    });
    expect(found(await bob.consumer.listSharedWithMe({ atLeast }))).to.equal(undefined);
  });

  it("is revoked without her keys, and by its handle where the node has lost the share", async () => {
    const [one, lost] = [await sealedCity(), await sealedCity()];
    const locked = await signInPerson(network, network.chain.account(1));
    await locked.owner.revoke(one.shareId);
    await alice.session.node.deleteShare(lost.shareId);
    await locked.owner.revoke(lost.shareId, { handle: lost.handle });
    for (const { handle } of [one, lost])
      expect(await alice.contract.isInForce(alice.session.account, handle)).to.equal(false);
    const again = locked.owner.revoke(lost.shareId, { handle: lost.handle });
    expect(await refusalOf(again)).to.equal("CONTRACT_NOT_GRANTED_SEALED");
  });

  it("leaves nothing at the node when she declines", async () => {
    const before = await shareIds();
    alice.signer.beforeNextApproval(declined);
    expect(await refusalOf(sealedCity())).to.equal("WALLET_REJECTED");
    expect(await shareIds()).to.deep.equal(before);
  });

  it("is asked for by a page as any other", async () => {
    await alice.owner.records.create({ type: "profile/club", value: "Chess" });
    const {
      shareId,
      sealed,
      readableFromBlock: atLeast,
    } = await alice.owner.requestAccess({
      ...{ records: ["profile/club"], grantee: bob.account, purpose: "Find a partner" },
      ...{ expiresIn: "7d", sealed: true },
    });
    expect(await cities(shareId, { sealed, atLeast })).to.deep.equal(["Chess"]);
  });

  it("is a mistake of the caller's where the opening is of another form, and the error does not show the salt", async () => {
    const salt = "0xsecret";
    const call = bob.consumer.readShare(SALT, { sealed: { owner: alice.account, salt } });
    const error: unknown = await call.catch((reason: unknown) => reason);
    expect(error).to.include({ code: "ARGUMENT_INVALID" });
    expect(JSON.stringify(error) + String(error)).not.to.contain(salt);
  });
});
