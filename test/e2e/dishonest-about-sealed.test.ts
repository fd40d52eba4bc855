import { type Address, type Bytes32, grantHandle, sealedGrantHandle, toBase64url } from "@idos/protocol";
import { expect } from "chai";
import { type SealedGrantee, sealGrantee } from "../../sdk/src/crypto/sealed-grantee.ts";
import { randomId } from "../../sdk/src/records/random-id.ts";
import { openedSeal } from "../harness/opened-seal.ts";
import { caughtBy, createLyingNode, type LyingNode } from "../harness/lying-node.ts";
import { startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { type Person, settled, sharedCity } from "../harness/people.ts";

const SHARES = /^\/v1\/shares$/;
const SHARE = /^\/v1\/shares\/0x[0-9a-f]{64}$/;

/** For whom a document says that it is. */
type Named =
  | { readonly grantee: Address }
  | { readonly sealed: { readonly handle: Bytes32; readonly forOwner: string } };

describe("a dishonest node, about sealed shares", () => {
  let network: TestNetwork;
  let node: LyingNode;
  let alice: Person;
  let bob: Person;
  let mallory: Person;
  before(async () => {
    network = await startTestNetwork();
    node = createLyingNode();
    alice = await settled(network, 1, { fetch: node.fetch });
    bob = await settled(network, 2, { fetch: node.fetch });
    mallory = await settled(network, 3, { fetch: node.fetch });
  });
  afterEach(() => node.honest());
  after(() => network.stop());

  const sealedCity = async () => {
    const { sealed, ...granted } = await sharedCity(alice, bob, "Lisbon", { sealed: true });
    if (sealed === undefined) throw new Error("a sealed grant has its opening");
    return { ...granted, sealed };
  };
  type SealedCity = Awaited<ReturnType<typeof sealedCity>>;

  /** What only a stolen session or a careless client of `author`'s would sign of a share. */
  const signedBy = async (author: Person, { shareId, record }: SealedCity, named: Named) => {
    const { session } = author;
    const document = await session.signShare({
      ...{
        v: 1,
        share: shareId,
        owner: (await author.owner.me()).userId,
        chainId: session.deployment.chainId,
        purpose: "a lie",
        records: [record],
      },
      ...{ ownerAccount: session.account, author: session.account, iat: session.nowSeconds(), ...named },
    });
    const { delegation } = await session.node.share((await sharedCity(author, bob)).shareId);
    return { document, delegation, createdAt: session.nowSeconds() };
  };
  const boxFor = async (owner: Person, sealed: SealedGrantee): Promise<string> =>
    toBase64url(await sealGrantee(sealed, owner.session.keys.current().encryptionKey));
  /** A box with which neither list nor update looks any further. */
  const anyBox = (owner: Person): Promise<string> => {
    const { account: grantee, keys } = bob.session;
    return boxFor(owner, { grantee, granteeKey: keys.current().encryptionKey, seed: randomId() });
  };
  const readByBob = ({ shareId, sealed, readableFromBlock: atLeast }: SealedCity) =>
    bob.consumer.readShare(shareId, { sealed, atLeast });

  it("cannot pass off as his what she signed for another, or with another salt, or in public", async () => {
    const city = await sealedCity();
    const { shareId, sealed } = city;
    const forOwner = await anyBox(alice);
    const otherSalt = randomId();
    const others: Named[] = [
      { sealed: { forOwner, handle: sealedGrantHandle(mallory.session.account, shareId, sealed.salt) } },
      { sealed: { forOwner, handle: sealedGrantHandle(bob.session.account, shareId, otherSalt) } },
      { grantee: bob.session.account },
      { grantee: mallory.session.account },
    ];
    for (const named of others) {
      const lie = await signedBy(alice, city, named);
      node.lieAbout(SHARE, (share) => ({ ...share, ...lie }));
      expect(await caughtBy(readByBob(city))).to.equal("share-grantee");
      node.honest();
    }
    expect((await readByBob(city)).records).to.have.length(1);
  });

  it("cannot pass off as hers what another signed under the same handle", async () => {
    const city = await sealedCity();
    const { handle } = city;
    const forOwner = await anyBox(mallory);
    const lie = await signedBy(mallory, city, { sealed: { handle, forOwner } });
    node.lieAbout(SHARE, (share) => ({ ...share, ...lie }));
    expect(await caughtBy(readByBob(city))).to.equal("share-owner");
  });

  it("cannot name her another grantee, or another key of his, and so get a key wrapped", async () => {
    const malloryKey = mallory.session.keys.current().encryptionKey;
    const lies: ((true_: SealedGrantee) => Promise<string>)[] = [
      (true_) => boxFor(alice, { ...true_, grantee: mallory.session.account }),
      (true_) => boxFor(alice, { ...true_, granteeKey: malloryKey }),
      (true_) => boxFor(alice, { ...true_, seed: randomId() }),
      (true_) => boxFor(mallory, true_),
    ];
    for (const box of lies) {
      const city = await sealedCity();
      const { handle, shareId, record } = city;
      const forOwner = await box(await openedSeal(alice, shareId));
      const lie = await signedBy(alice, city, { sealed: { handle, forOwner } });
      node.lieAbout(SHARES, (page) => ({ ...page, shares: [{ ...lie, lastReadAt: null }] }));
      const [listed] = await alice.owner.listShares();
      expect(listed).to.include({ share: shareId, grantee: null, granteeUnknown: "unreadable" });
      const { sharesKept, sharesDropped } = await alice.owner.records.update(record, "Porto");
      expect({ sharesKept, sharesDropped }).to.deep.equal({ sharesKept: [], sharesDropped: [shareId] });
      node.honest();
    }
  });

  it("cannot put a sealed share on his list, even under the handle of a public grant to him", async () => {
    const city = await sealedCity();
    const handle = grantHandle(bob.session.account, city.shareId);
    const forOwner = await anyBox(alice);
    const lie = await signedBy(alice, city, { sealed: { handle, forOwner } });
    node.lieAbout(SHARES, (page) => ({ ...page, shares: [{ ...lie, lastReadAt: null }] }));
    expect(await caughtBy(bob.consumer.listSharedWithMe())).to.equal("share-grantee");
  });
});
