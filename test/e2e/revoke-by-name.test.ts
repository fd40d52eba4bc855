import { expect } from "chai";
import { startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { type Person, settled, sharedCity, signInPerson } from "../harness/people.ts";
import { refusalOf } from "../harness/refusals.ts";

describe("a revocation that names the grant without a word of the node", () => {
  let network: TestNetwork;
  let alice: Person;
  let bob: Person;
  before(async () => {
    network = await startTestNetwork();
    alice = await settled(network, 1);
    bob = await settled(network, 2);
  });
  after(() => network.stop());

  interface Granted {
    readonly shareId: string;
    readonly handle: Parameters<typeof alice.contract.isInForce>[1];
  }
  const state = async ({ shareId, handle }: Granted) => {
    const inForce = await alice.contract.isInForce(alice.session.account, handle);
    const shares = await alice.owner.listShares();
    return { inForce, stored: shares.some(({ share }) => share === shareId) };
  };
  const untouched = { inForce: true, stored: true };
  const gone = { inForce: false, stored: false };

  it("leaves a sealed share when it names a public grant to its grantee", async () => {
    const sealed = await sharedCity(alice, bob, "Lisbon", { sealed: true });
    const revoked = alice.owner.revoke(sealed.shareId, { grantee: bob.account });
    expect(await refusalOf(revoked)).to.equal("CONTRACT_NOT_GRANTED");
    expect(await state(sealed)).to.deep.equal(untouched);
    await alice.owner.revoke(sealed.shareId, { handle: sealed.handle });
    expect(await state(sealed)).to.deep.equal(gone);
  });

  it("leaves a public share when it names another grantee", async () => {
    const shared = await sharedCity(alice, bob);
    const revoked = alice.owner.revoke(shared.shareId, { grantee: alice.account });
    expect(await refusalOf(revoked)).to.equal("CONTRACT_NOT_GRANTED");
    expect(await state(shared)).to.deep.equal(untouched);
    await alice.owner.revoke(shared.shareId, { grantee: bob.account });
    expect(await state(shared)).to.deep.equal(gone);
  });

  it("leaves a share that another account of hers has granted", async () => {
    const account = network.chain.account(6);
    const shared = await sharedCity(alice, bob);
    await alice.owner.linkAccount(account);
    const other = await signInPerson(network, account);
    const revoked = other.owner.revoke(shared.shareId, { grantee: bob.account });
    expect(await refusalOf(revoked)).to.equal("CONTRACT_NOT_GRANTED");
    expect(await state(shared)).to.deep.equal(untouched);
  });

  it("ends the grant whose handle it names, and leaves a share of another", async () => {
    const [one, other] = [await sharedCity(alice, bob), await sharedCity(alice, bob)];
    await alice.owner.revoke(one.shareId, { handle: other.handle });
    expect(await state(one)).to.deep.equal(untouched);
    expect(await state(other)).to.deep.equal({ inForce: false, stored: true });
  });

  it("destroys the share of a grant that has ended already", async () => {
    const shared = await sharedCity(alice, bob);
    await bob.consumer.renounce(shared.shareId, alice.account);
    const revoked = alice.owner.revoke(shared.shareId, { grantee: bob.account });
    expect(await refusalOf(revoked)).to.equal("CONTRACT_NOT_GRANTED");
    expect(await state(shared)).to.deep.equal(gone);
  });
});
