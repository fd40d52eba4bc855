import { createSeed } from "@idos/sdk";
import { expect } from "chai";
import { keysFromSeed } from "../../sdk/src/crypto/key-pair.ts";
import { filesHolding } from "../harness/at-rest.ts";
import { startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { cityFor, type Person, settled, signInPerson } from "../harness/people.ts";

describe("for whom a sealed grant is", () => {
  let network: TestNetwork;
  let alice: Person;
  /** Every URL that her client asks. */
  const asked: string[] = [];
  before(async () => {
    network = await startTestNetwork();
    alice = await settled(network, 1, {
      fetch: (input, init) => {
        asked.push(new Request(input, init).url);
        return fetch(input, init);
      },
    });
  });
  after(() => network.stop());

  /** All that anybody sees of the contract: its transactions and its events. */
  const onChain = async (): Promise<string> => {
    const { provider } = network.chain;
    const logs = await provider.getLogs({ address: network.deployment.contract, fromBlock: 0 });
    const sent = await Promise.all(
      logs.map(({ transactionHash }) => provider.getTransaction(transactionHash)),
    );
    return JSON.stringify([logs, sent.map((transaction) => transaction?.data)]).toLowerCase();
  };

  it("neither the chain nor the node's database knows before he reads, when his key was exchanged in person", async () => {
    const account = network.chain.account(2);
    const seed = await createSeed();
    const { encryptionKey: granteeKey } = await keysFromSeed(seed);
    const digits = account.address.toLowerCase().slice(2);
    const { request } = await cityFor(alice, { account: account.address });
    const sealed = await alice.owner.grant({ ...request, granteeKey, sealed: true });

    expect(await filesHolding(network.dataFolder, alice.account.slice(2))).not.to.deep.equal([]);
    expect(await filesHolding(network.dataFolder, digits)).to.deep.equal([]);
    expect(await filesHolding(network.dataFolder, Buffer.from(digits, "hex"))).to.deep.equal([]);
    const seen = await onChain();
    expect(seen).to.contain(sealed.handle.slice(2));
    for (const secret of [digits, sealed.shareId.slice(2), sealed.sealed?.salt.slice(2)])
      expect(seen).not.to.contain(secret);

    const bob = await signInPerson(network, account);
    await bob.session.keys.useSeed(seed);
    const { records } = await bob.consumer.readShare(sealed.shareId, {
      ...{ sealed: sealed.sealed, atLeast: sealed.readableFromBlock },
    });
    expect(records.map(({ content }) => content.type)).to.deep.equal(["profile/city"]);
    expect(await filesHolding(network.dataFolder, sealed.sealed?.salt.slice(2) ?? "")).to.deep.equal([]);
  });

  it("the node does not learn by her changes, which he follows without a published key", async () => {
    const account = network.chain.account(4);
    const seed = await createSeed();
    const { encryptionKey: granteeKey } = await keysFromSeed(seed);
    const { request, record } = await cityFor(alice, { account: account.address });
    const granted = await alice.owner.grant({ ...request, granteeKey, sealed: true });
    const { sharesKept } = await alice.owner.records.update(record, "Porto");
    expect(sharesKept).to.deep.equal([granted.shareId]);
    const digits = account.address.toLowerCase().slice(2);
    expect(asked.filter((url) => url.toLowerCase().includes(digits))).to.deep.equal([]);

    const carol = await signInPerson(network, account);
    await carol.session.keys.useSeed(seed);
    const { records } = await carol.consumer.readShare(granted.shareId, {
      ...{ sealed: granted.sealed, atLeast: granted.readableFromBlock },
    });
    expect(records.map(({ content }) => content)).to.deep.equal([
      { kind: "attribute", type: "profile/city", value: "Porto" },
    ]);
  });

  it("a key that is looked up is looked up once, when she shares", async () => {
    const dave = await settled(network, 5);
    const { request, record } = await cityFor(alice, dave);
    const lookUps = () => asked.filter((url) => url.endsWith(`/v1/users/${dave.account}`)).length;
    await alice.owner.grant({ ...request, sealed: true });
    expect(lookUps()).to.equal(1);
    await alice.owner.records.update(record, "Porto");
    expect(lookUps()).to.equal(1);
  });

  it("a public grant shows both, so that the search can find what is there", async () => {
    const bob = await settled(network, 3);
    const digits = bob.account.slice(2);
    const { request } = await cityFor(alice, bob);
    const { shareId } = await alice.owner.grant(request);
    const seen = await onChain();
    for (const shown of [digits, shareId.slice(2)]) expect(seen).to.contain(shown);
    expect(await filesHolding(network.dataFolder, digits)).not.to.deep.equal([]);
  });
});
