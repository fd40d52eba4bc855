import { parseBytes32, toBase64url } from "@idos/protocol";
import { expect } from "chai";
import { randomBytes } from "ethers";
import { createSeed, keysFromSeed } from "../../sdk/src/crypto/key-pair.ts";
import { sealGrantee } from "../../sdk/src/crypto/sealed-grantee.ts";
import { randomId } from "../../sdk/src/records/random-id.ts";
import { startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { openedSeal } from "../harness/opened-seal.ts";
import { type Person, settled, sharedCity, signInPerson } from "../harness/people.ts";
import { refusalOf } from "../harness/refusals.ts";

interface Seal {
  readonly share: string;
  readonly record: string;
  readonly handle: string;
  readonly box: Uint8Array;
}

describe("a sealed share that another session of its owner's has left at an honest node", () => {
  let network: TestNetwork;
  let alice: Person;
  let bob: Person;
  /** Somebody with a session of hers and without her keys. */
  let thief: Person;
  before(async () => {
    network = await startTestNetwork();
    alice = await settled(network, 1);
    bob = await settled(network, 2);
    thief = await signInPerson(network, network.chain.account(1));
  });
  after(() => network.stop());

  const leave = async (seal: Seal): Promise<void> => {
    const { session, owner } = thief;
    const [share, record, handle] = [seal.share, seal.record, seal.handle].map(parseBytes32);
    if (share === undefined || record === undefined || handle === undefined) throw new Error("no ids");
    const document = await session.signShare({
      ...{ v: 1, share, owner: (await owner.me()).userId, purpose: "Send the book", records: [record] },
      ...{ chainId: session.deployment.chainId, ownerAccount: session.account },
      ...{ author: session.account, iat: session.nowSeconds() },
      sealed: { handle, forOwner: toBase64url(seal.box) },
    });
    const summary = (await owner.records.list()).find(({ id }) => id === record);
    const records = [{ record, version: summary?.version ?? 0, wrappedKey: toBase64url(randomBytes(112)) }];
    await session.node.putShare(share, { document, records });
  };
  const listed = async (share: string) =>
    (await alice.owner.listShares()).find((terms) => terms.share === share);

  it("is told from the others when it does not say for whom it is, and can be taken away", async () => {
    const good = await sharedCity(alice, bob, "Lisbon", { sealed: true });
    const share = randomId();
    await leave({ share, record: good.record, handle: randomId(), box: randomBytes(132) });
    expect(await listed(good.shareId)).to.include({ grantee: bob.account });
    expect(await listed(share)).to.include({ grantee: null, salt: null, granteeUnknown: "unreadable" });
    const { sharesKept, sharesDropped } = await alice.owner.records.update(good.record, "Porto");
    expect({ sharesKept, sharesDropped }).to.deep.equal({
      sharesKept: [good.shareId],
      sharesDropped: [share],
    });
    expect(await refusalOf(alice.owner.revoke(share))).to.equal("CONTRACT_NOT_GRANTED_SEALED");
    expect(await listed(share)).to.equal(undefined);
  });

  it("gets no key of hers for a key that her wallet has not granted", async () => {
    const { shareId, handle, record } = await sharedCity(alice, bob, "Faro", { sealed: true });
    const { granteeKey, ...kept } = await openedSeal(alice, shareId);
    expect(granteeKey).to.equal(bob.session.keys.current().encryptionKey);
    const { encryptionKey: thiefs } = await keysFromSeed(await createSeed());
    const ownerKey = alice.session.keys.current().encryptionKey;
    const box = await sealGrantee({ ...kept, granteeKey: thiefs }, ownerKey);
    await leave({ share: shareId, record, handle, box });
    expect((await alice.owner.records.update(record, "Porto")).sharesDropped).to.deep.equal([shareId]);
  });
});
