import { type Bytes32, encodeEnvelopeHeader, sha256 } from "@idos/protocol";
import { expect } from "chai";
import type { Store } from "../../src/storage/store.ts";
import { sharedRead } from "../receipts/example.ts";
import {
  accountLink,
  createPerson,
  deletion,
  erasureOf,
  keyBinding,
  NOW,
  type Person,
  randomAccount,
  randomEnvelope,
  randomId,
  randomKey,
  request,
  session,
  share,
  signature,
  stage,
  version,
  write,
} from "./examples.ts";

const backup = { slot: "password", kind: "password", parameters: {}, ciphertext: randomKey() } as const;

export function describeErasures(store: () => Store): void {
  describe("erasure of a user", () => {
    const erase = (person: Person) => store().erasures.eraseUser(erasureOf(person), NOW);
    const issuerGrant = (person: Person, issuer = randomAccount()) => ({
      grant: {
        ...{ grantId: randomId(), userId: person.userId, account: person.account, issuer },
        ...{ recordsMax: 5, notAfter: NOW + 600 },
      },
      signature,
    });

    it("takes away everything that was hers", async () => {
      const { users, sessions, records, shares, requests, erasures, ownData, receipts } = store();
      const alice = await createPerson(store());
      const second = accountLink(alice.userId, randomAccount(), alice.account);
      await users.linkAccount(alice.userId, second);
      await users.bindKey(alice.userId, keyBinding(alice.userId, alice.account, NOW), null);
      await users.putKeyBackup(alice.userId, backup);
      const writeGrant = issuerGrant(alice);
      const record = await write(store(), version(alice, { writeGrant, author: writeGrant.grant.issuer }));
      const shared = share(alice, [record]);
      await shares.putShare(shared);
      const asked = request(alice);
      await requests.createRequest(asked);
      const bob = await createPerson(store());
      const askedByHer = request(bob, { requester: second.link.account });
      await requests.createRequest(askedByHer);
      await receipts.appendReceipts([sharedRead(alice.userId)], (read) => JSON.stringify(read));
      const signedIn = session(second.link.account);
      await sessions.createSession(signedIn);
      const upload = version(alice);
      await stage(store(), upload);

      expect(await erase(alice)).to.equal("erased");

      expect(await users.userById(alice.userId)).to.equal(undefined);
      expect(await users.userByAccount(alice.account)).to.equal(undefined);
      expect(await users.userByAccount(second.link.account)).to.equal(undefined);
      expect(await users.keyBackups(alice.userId)).to.deep.equal([]);
      expect(await records.record(record.header.record)).to.equal(undefined);
      expect(await records.envelopeChunk(record.header, 0)).to.equal(undefined);
      expect(await records.stagedEnvelope(sha256(upload.bytes), alice.account)).to.equal(undefined);
      expect(await shares.share(shared.share)).to.equal(undefined);
      expect(await requests.request(asked.request)).to.equal(undefined);
      expect(await requests.request(askedByHer.request)).to.equal(undefined);
      expect(await sessions.session(signedIn.signIn.sessionKey)).to.equal(undefined);
      expect((await receipts.receiptsOf(alice.userId, { limit: 1 })).items).to.deep.equal([]);
      for (const rest of [
        ownData.keyBindings(alice.userId),
        ownData.writeGrantUses(alice.userId),
        ownData.sessions(second.link.account),
      ])
        for await (const left of rest) expect.fail(`left: ${JSON.stringify(left)}`);
      expect(await erasures.erasure(alice.userId)).to.deep.equal(erasureOf(alice));
    });

    it("leaves what is others', shares to her and requests to others included", async () => {
      const { users, shares, requests } = store();
      const [alice, bob] = [await createPerson(store()), await createPerson(store())];
      const record = await write(store(), version(bob));
      const shared = share(bob, [record], { grantee: alice.account });
      await shares.putShare(shared);
      const asked = request(bob);
      await requests.createRequest(asked);
      await erase(alice);
      expect(await users.userById(bob.userId)).not.to.equal(undefined);
      expect(await shares.share(shared.share)).to.deep.equal(shared);
      expect(await requests.request(asked.request)).to.deep.equal(asked);
    });

    it("happens once, and never to somebody who is not there", async () => {
      const alice = await createPerson(store());
      expect(await erase(alice)).to.equal("erased");
      expect(await erase(alice)).to.equal("not-found");
      const nobody = { userId: randomId(), account: randomAccount() };
      expect(await erase(nobody)).to.equal("not-found");
      expect(await store().erasures.erasure(nobody.userId)).to.equal(undefined);
    });

    it("ends her id for good; her account may found another", async () => {
      const { users } = store();
      const alice = await createPerson(store());
      await erase(alice);
      const found = (userId: Person["userId"]) =>
        users.createUser(
          { userId, createdBy: randomAccount(), createdAtSeconds: NOW },
          accountLink(userId, alice.account),
        );
      expect(await found(alice.userId)).to.equal("erased");
      expect(await users.userByAccount(alice.account)).to.equal(undefined);
      const anew = randomId();
      expect(await found(anew)).to.equal("created");
      expect((await users.userByAccount(alice.account))?.userId).to.equal(anew);
    });

    it("leaves her shares' ids, those of deleted ones included, to nobody", async () => {
      const { shares } = store();
      const [alice, mallory] = [await createPerson(store()), await createPerson(store())];
      const record = await write(store(), version(alice));
      const [live, deleted] = [share(alice, [record]), share(alice, [record])];
      for (const each of [live, deleted]) await shares.putShare(each);
      await shares.deleteShare(deleted.share, alice.userId);
      await erase(alice);
      const own = await write(store(), version(mallory));
      for (const { share: id } of [live, deleted]) {
        expect(await shares.putShare(share(mallory, [own], { share: id }))).to.deep.equal({ kind: "taken" });
        expect(await shares.share(id)).to.equal(undefined);
      }
    });

    it("comes before or after each write that is under way, and none of them outlives it", async () => {
      const { users, shares, requests, ownData } = store();
      for (let round = 0; round < 5; round += 1) {
        const alice = await createPerson(store());
        const first = await write(store(), version(alice));
        const shared = share(alice, [first]);
        await shares.putShare(shared);
        const next = version(alice, { after: first });
        const other = version(alice);
        for (const each of [next, other]) await stage(store(), each);
        const results = await Promise.allSettled([
          shares.putShare(shared),
          store().records.putRecord(next),
          store().records.putRecord(other),
          erase(alice),
          shares.putShare(share(alice, [first])),
          users.bindKey(alice.userId, keyBinding(alice.userId, alice.account, NOW), null),
          users.putKeyBackup(alice.userId, backup),
          users.linkAccount(alice.userId, accountLink(alice.userId, randomAccount(), alice.account)),
          requests.createRequest(request(alice)),
          shares.deleteShare(shared.share, alice.userId),
        ]);
        for (const result of results)
          if (result.status === "rejected") expect(result.reason).to.have.property("code", "NO_USER");
        expect(await users.userById(alice.userId)).to.equal(undefined);
        for await (const left of ownData.recordIds(alice.userId)) expect.fail(left);
        for await (const left of ownData.shareIds(alice.userId)) expect.fail(left);
      }
    });
  });

  describe("erasure of a record", () => {
    /** An upload that states owner and record, as every real one does. */
    const naming = (owner: Person, record: Bytes32): Uint8Array =>
      Buffer.concat([
        encodeEnvelopeHeader({
          ...{ owner: owner.userId, record, recordVersion: 2, prev: randomId() },
          contentType: "application/json",
        }),
        randomEnvelope(),
      ]);

    it("destroys what her accounts have uploaded for it, and no other upload", async () => {
      const { records } = store();
      const [alice, bob] = [await createPerson(store()), await createPerson(store())];
      const doomed = await write(store(), version(alice));
      const { record } = doomed.header;
      const hers = version(alice, { envelope: naming(alice, record) });
      const others = [
        version(alice, { envelope: naming(alice, randomId()) }),
        version(alice, { envelope: naming(bob, record) }),
        version(bob, { envelope: naming(alice, record) }),
      ];
      for (const each of [hers, ...others]) await stage(store(), each);
      const staged = ({ header, bytes }: typeof hers) => records.stagedEnvelope(sha256(bytes), header.author);
      expect(await staged(hers)).not.to.equal(undefined);
      await records.deleteRecord(deletion(alice, doomed));
      expect(await records.envelopeChunk(doomed.header, 0)).to.equal(undefined);
      expect(await staged(hers)).to.equal(undefined);
      for (const other of others) expect(await staged(other)).not.to.equal(undefined);
    });
  });
}
