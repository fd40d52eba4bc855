import {
  type Bytes32,
  encodeDidKey,
  type OwnerHead,
  ownerHeadHash,
  ownerHeadSchema,
  toBase64url,
} from "@idos/protocol";
import { expect } from "chai";
import type { ReplicatedUser, StoredHead } from "../../src/storage/replicas.ts";
import type { Store } from "../../src/storage/store.ts";
import {
  accountLink,
  accountUnlink,
  createPerson,
  deletion,
  envelopeIn,
  NOW,
  type Person,
  randomAccount,
  randomId,
  randomKey,
  session,
  share,
  signature,
  stage,
  stored,
  version,
  write,
} from "./examples.ts";

/** A store checks no signature. */
function head({ userId: owner, account: author }: Person, changes: Partial<OwnerHead> = {}): StoredHead {
  const claims = ownerHeadSchema.parse({
    ...{ v: 1, owner, revision: 1, prev: null, manifest: randomId(), nodes: null, author, iat: NOW },
    ...changes,
  });
  const headJws = `e30.${toBase64url(new TextEncoder().encode(JSON.stringify(claims)))}.e30`;
  const { delegation } = session(author);
  return {
    head: claims,
    headJws,
    hash: ownerHeadHash(headJws),
    delegation,
    manifest: `user ${randomId()}\n`,
  };
}

function replicated(userId: Bytes32, changes: Partial<ReplicatedUser> = {}): ReplicatedUser {
  return {
    ...{ userId, accounts: [accountLink(userId)], keyBindings: [], keyBackups: [], writeGrantUses: [] },
    ...{ createdBy: randomAccount(), createdAtSeconds: NOW },
    ...changes,
  };
}

export function describeReplicas(store: () => Store): void {
  describe("heads of owners", () => {
    it("are replaced by the one that names them, once", async () => {
      const { replicas } = store();
      const alice = await createPerson(store());
      const [first, second, third] = [
        head(alice),
        head(alice, { iat: NOW + 1 }),
        head(alice, { iat: NOW + 2 }),
      ];
      expect(await replicas.putHead(first, null)).to.equal("stored");
      expect(await replicas.putHead(second, null)).to.equal("conflict");
      expect(await replicas.putHead(second, randomId())).to.equal("conflict");
      const outcomes = await Promise.all([second, third].map((next) => replicas.putHead(next, first.hash)));
      expect(outcomes.sort()).to.deep.equal(["conflict", "stored"]);
    });

    it("are in the feed once each, the newest last", async () => {
      const { replicas } = store();
      const from = await replicas.lastSeq();
      const [alice, bob] = [await createPerson(store()), await createPerson(store())];
      const [first, hers] = [head(alice), head(bob)];
      await replicas.putHead(first, null);
      await replicas.putHead(hers, null);
      const second = head(alice, { iat: NOW + 1 });
      await replicas.putHead(second, first.hash);
      const feed = await replicas.headsAfter(from, 10);
      expect(feed.map(({ hash }) => hash)).to.deep.equal([hers.hash, second.hash]);
      expect(feed.at(-1)?.seq).to.equal(await replicas.lastSeq());
      expect((await replicas.headsAfter(from, 1)).map(({ hash }) => hash)).to.deep.equal([hers.hash]);
      expect(await replicas.head(alice.userId)).to.deep.equal(second);
    });

    it("go with their owner", async () => {
      const { replicas, erasures } = store();
      const alice = await createPerson(store());
      await replicas.putHead(head(alice), null);
      const erasure = { ...alice, issuedAt: NOW, node: session().signIn.nodes[0] };
      if (erasure.node === undefined) throw new Error("a session names a node");
      await erasures.eraseUser({ erasure: { ...erasure, node: erasure.node }, signature }, NOW);
      expect(await replicas.head(alice.userId)).to.equal(undefined);
    });

    it("of a peer are read on from where its cursor was left", async () => {
      const { replicas } = store();
      const peer = encodeDidKey({ curve: "Ed25519", bytes: randomKey().slice(0, 32) });
      expect(await replicas.peerCursor(peer)).to.deep.equal({ after: 0, sweptAtSeconds: 0 });
      await replicas.movePeerCursor(peer, { after: 7, sweptAtSeconds: NOW });
      await replicas.movePeerCursor(peer, { after: 9, sweptAtSeconds: NOW });
      expect(await replicas.peerCursor(peer)).to.deep.equal({ after: 9, sweptAtSeconds: NOW });
    });
  });

  describe("what comes from another node", () => {
    it("is a user with her accounts, whose history only grows", async () => {
      const { replicas, users } = store();
      const userId = randomId();
      const founding = accountLink(userId);
      const further = accountLink(userId, randomAccount(), founding.link.account, NOW + 1);
      const { account } = further.link;
      const unlinked = accountUnlink(userId, account, founding.link.account, NOW + 2);
      const [short, long] = [[founding], [founding, { ...further, unlinked }]];
      for (const accounts of [short, [founding, further], long, short])
        expect(await replicas.replaceUser(replicated(userId, { accounts }))).to.equal("stored");
      expect((await users.userById(userId))?.accounts).to.deep.equal(long);
      const other = [founding, accountLink(userId, randomAccount(), founding.link.account, NOW + 1)];
      expect(await replicas.replaceUser(replicated(userId, { accounts: other }))).to.equal("unfit");
    });

    it("takes no account from another user", async () => {
      const alice = await createPerson(store());
      const userId = randomId();
      const accounts = [accountLink(userId, alice.account)];
      expect(await store().replicas.replaceUser(replicated(userId, { accounts }))).to.equal("account-taken");
      expect(await store().users.userById(userId)).to.equal(undefined);
    });

    it("is a record at whatever version, and never an older one or one that was deleted", async () => {
      const { replicas, records } = store();
      const alice = await createPerson(store());
      const first = version(alice);
      const second = version(alice, { after: first });
      const third = version(alice, { after: second });
      await stage(store(), second);
      expect(await replicas.replaceRecord(stored(second))).to.equal("stored");
      expect(await envelopeIn(store(), second.header.record)).to.deep.equal(second.bytes);
      await stage(store(), first);
      expect(await replicas.replaceRecord(stored(first))).to.equal("kept");
      const deleted = deletion(alice, second);
      const gone = { ...deleted, wrappedKey: null, envelopeBytes: 0 };
      expect(await replicas.replaceRecord(gone)).to.equal("stored");
      expect(await envelopeIn(store(), second.header.record)).to.equal(undefined);
      await stage(store(), third);
      expect(await replicas.replaceRecord(stored(third))).to.equal("kept");
      expect((await records.record(second.header.record))?.header.deleted).to.equal(true);
    });

    it("is no record of another owner's, and none without its envelope", async () => {
      const { replicas } = store();
      const [alice, bob] = [await createPerson(store()), await createPerson(store())];
      const hers = await write(store(), version(alice));
      const his = version(bob, { record: hers.header.record });
      await stage(store(), his);
      expect(await replicas.replaceRecord(stored(his))).to.equal("taken");
      expect(await replicas.replaceRecord(stored(version(alice)))).to.equal("envelope-not-staged");
    });

    it("is a share of records that are there, and never one that was deleted", async () => {
      const { replicas, shares } = store();
      const alice = await createPerson(store());
      const record = await write(store(), version(alice));
      const made = share(alice, [record]);
      expect(await replicas.replaceShare(made)).to.equal("stored");
      expect(await shares.share(made.share)).to.deep.equal(made);
      expect(await replicas.replaceShare(share(alice, [version(alice)]))).to.equal("record-unfit");
      expect(await replicas.spendShare(made.share, alice.userId)).to.equal("stored");
      expect(await replicas.replaceShare(made)).to.equal("kept");
      expect(await shares.share(made.share)).to.equal(undefined);
    });

    it("spends the id of a share that never was here", async () => {
      const { replicas } = store();
      const [alice, bob] = [await createPerson(store()), await createPerson(store())];
      const id = randomId();
      expect(await replicas.spendShare(id, alice.userId)).to.equal("stored");
      expect((await replicas.ownerSnapshot(alice.userId))?.deletedShares).to.deep.equal([id]);
      const record = await write(store(), version(bob));
      expect(await replicas.replaceShare(share(bob, [record], { share: id }))).to.equal("taken");
      expect(await replicas.spendShare(id, bob.userId)).to.equal("taken");
    });
  });
}
