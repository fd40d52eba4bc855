import { type AccessContract, connectAccessContract } from "@idos/sdk";
import { expect } from "chai";
import { startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { cityFor, type Person, settled, sharedCity } from "../harness/people.ts";
import { declined, refusalOf } from "../harness/refusals.ts";

describe("what a person signs and another sends and pays for", () => {
  let network: TestNetwork;
  let alice: Person;
  let bob: Person;
  let relayer: AccessContract;
  before(async () => {
    network = await startTestNetwork();
    alice = await settled(network, 1);
    bob = await settled(network, 2);
    relayer = connectAccessContract(network.deployment, network.chain.account(5));
  });
  after(() => network.stop());

  const inAnHour = () => BigInt(alice.session.nowSeconds() + 3600);
  const sentByAlice = () => network.chain.provider.getTransactionCount(alice.account);
  const isRefused = (shareId: string, atLeast: number) =>
    refusalOf(bob.consumer.readShare(shareId, { atLeast }));

  it("a grant: the share waits at the node until the relayer has sent it", async () => {
    const before = await sentByAlice();
    const { request } = await cityFor(alice, bob);
    const granted = await alice.owner.signed.grant(request);
    if (granted.kind !== "public") throw new Error("a public grant was asked for");
    expect(await refusalOf(bob.consumer.readShare(granted.shareId))).to.equal("ACCESS_NOT_GRANTED");
    const atLeast = (await relayer.relayGrant(granted.signed))?.blockNumber;
    expect((await bob.consumer.readShare(granted.shareId, { atLeast })).records).to.have.length(1);
    expect(await sentByAlice()).to.equal(before);
  });

  it("a sealed grant, of which the relayer learns the handle alone", async () => {
    const { request } = await cityFor(alice, bob);
    const granted = await alice.owner.signed.grant({ ...request, sealed: true }, { validFor: "30m" });
    if (granted.kind !== "sealed") throw new Error("a sealed grant was asked for");
    const { shareId, sealed, signed } = granted;
    const handedOver = JSON.stringify(signed, (_, value: unknown) => (typeof value === "bigint" ? 0 : value));
    for (const secret of [shareId, sealed.salt, bob.account]) expect(handedOver).not.to.contain(secret);
    const atLeast = (await relayer.relayGrantSealed(signed))?.blockNumber;
    expect((await bob.consumer.readShare(shareId, { sealed, atLeast })).records).to.have.length(1);
  });

  it("leaves nothing at the node when she does not sign", async () => {
    const shares = await alice.owner.listShares();
    const { request } = await cityFor(alice, bob);
    alice.signer.signTypedData = declined;
    const asked = alice.owner.signed
      .grant(request)
      .finally(() => Reflect.deleteProperty(alice.signer, "signTypedData"));
    expect(await refusalOf(asked)).to.equal("WALLET_REJECTED");
    expect(await alice.owner.listShares()).to.deep.equal(shares);
  });

  it("a batch of ends: one that somebody sent before does not save the others", async () => {
    const shares = [await sharedCity(alice, bob), await sharedCity(alice, bob)];
    const sealed = await sharedCity(alice, bob, "Lisbon", { sealed: true });
    const grantee = bob.session.account;
    const changes = shares.map(({ shareId }) => ({ grantee, shareId, expiresAt: 0n }));
    const sealedChanges = [{ handle: sealed.handle, expiresAt: 0n }];
    const batch = await alice.contract.signBatch({ changes, sealedChanges }, inAnHour());
    const [first] = changes;
    if (first === undefined) throw new Error("a change is missing");
    await relayer.relayRevoke(await alice.contract.signRevoke(first, inAnHour()));
    const relayed = await relayer.relayBatch(batch);
    expect(relayed?.changes).to.deep.equal(["skipped", "made"]);
    expect(relayed?.sealedChanges).to.deep.equal(["made"]);
    const atLeast = relayed?.receipt.blockNumber ?? 0;
    for (const { shareId } of shares)
      expect(await isRefused(shareId, atLeast)).to.equal("ACCESS_NOT_GRANTED");
    const read = bob.consumer.readShare(sealed.shareId, { sealed: sealed.sealed, atLeast });
    expect(await refusalOf(read)).to.equal("ACCESS_NOT_GRANTED");
  });

  it("the end of everything, public and sealed", async () => {
    const [one, two] = [
      await sharedCity(alice, bob),
      await sharedCity(alice, bob, "Lisbon", { sealed: true }),
    ];
    await bob.consumer.readShare(two.shareId, { sealed: two.sealed, atLeast: two.readableFromBlock });
    const waiting = await alice.owner.signed.grant((await cityFor(alice, bob)).request);
    const before = await sentByAlice();
    const atLeast = (await relayer.relayRevokeAll(await alice.owner.signed.revokeAll()))?.blockNumber ?? 0;
    expect(await isRefused(one.shareId, atLeast)).to.equal("ACCESS_NOT_GRANTED");
    const readSealed = bob.consumer.readShare(two.shareId, { sealed: two.sealed, atLeast });
    expect(await refusalOf(readSealed)).to.equal("ACCESS_NOT_GRANTED");
    if (waiting.kind !== "public") throw new Error("a public grant was asked for");
    expect(await refusalOf(relayer.relayGrant(waiting.signed))).to.equal("CONTRACT_INVALID_SIGNATURE");
    expect(await sentByAlice()).to.equal(before);
  });
});
