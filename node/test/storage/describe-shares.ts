import { expect } from "chai";
import type { PageRequest } from "../../src/storage/records.ts";
import type { StoredShare } from "../../src/storage/shares.ts";
import type { Store } from "../../src/storage/store.ts";
import {
  CHAIN_ID,
  createPerson,
  deletion,
  randomAccount,
  randomId,
  readAll,
  share,
  stored,
  version,
  write,
} from "./examples.ts";

const unread = (made: StoredShare) => ({ ...made, lastReadAtSeconds: null });

export function describeShares(store: () => Store): void {
  describe("shares", () => {
    it("a share is stored whole, its records in its own order", async () => {
      const person = await createPerson(store());
      const records = [];
      for (let count = 0; count < 4; count += 1) records.push(await write(store(), version(person)));
      records.sort((a, b) => (a.header.record > b.header.record ? -1 : 1));
      const made = share(person, records);
      expect(await store().shares.putShare(made)).to.deep.equal({ kind: "stored" });
      expect(await store().shares.share(made.share)).to.deep.equal(made);
      expect((await store().shares.shareWithRecords(made.share))?.records).to.deep.equal(records.map(stored));
    });

    it("an unknown share has no records", async () => {
      expect(await store().shares.share(randomId())).to.equal(undefined);
      expect(await store().shares.shareWithRecords(randomId())).to.equal(undefined);
    });

    it("putting a share again replaces purpose and records, not when it was created", async () => {
      const person = await createPerson(store());
      const [one, two] = [await write(store(), version(person)), await write(store(), version(person))];
      const made = share(person, [one]);
      await store().shares.putShare(made);
      const changed = {
        ...share(person, [two]),
        ...{ share: made.share, handle: made.handle, grantee: made.grantee, purpose: "another" },
      };
      expect(await store().shares.putShare({ ...changed, createdAtSeconds: 5 })).to.deep.equal({
        kind: "stored",
      });
      expect(await store().shares.share(made.share)).to.deep.equal(changed);
      expect((await store().shares.shareWithRecords(made.share))?.records).to.deep.equal([stored(two)]);
    });

    it("a share keeps its owner, chain, owner account and handle", async () => {
      const [person, other] = [await createPerson(store()), await createPerson(store())];
      const record = await write(store(), version(person));
      const made = share(person, [record]);
      await store().shares.putShare(made);
      const foreign = share(other, [await write(store(), version(other))], { share: made.share });
      for (const wrong of [
        foreign,
        { ...foreign, handle: made.handle, grantee: made.grantee, ownerAccount: made.ownerAccount },
        { ...made, handle: randomId() },
        { ...made, chainId: CHAIN_ID + 1 },
        { ...made, ownerAccount: randomAccount() },
      ])
        expect(await store().shares.putShare(wrong)).to.deep.equal({ kind: "taken" });
      expect(await store().shares.share(made.share)).to.deep.equal(made);
    });

    it("a sealed share is stored without a grantee, and keeps its handle", async () => {
      const person = await createPerson(store());
      const made = share(person, [await write(store(), version(person))], { grantee: null });
      expect(await store().shares.putShare(made)).to.deep.equal({ kind: "stored" });
      expect(await store().shares.share(made.share)).to.deep.equal(made);
      const wrong = { ...made, handle: randomId() };
      expect(await store().shares.putShare(wrong)).to.deep.equal({ kind: "taken" });
      expect(await store().shares.share(made.share)).to.deep.equal(made);
    });

    it("a share whose document comes to be sealed under the same handle forgets its grantee, and back", async () => {
      const person = await createPerson(store());
      const open = share(person, [await write(store(), version(person))]);
      const grantee = open.grantee ?? randomAccount();
      for (const [each, listed] of [
        [open, [open]],
        [{ ...open, grantee: null }, []],
        [open, [open]],
      ] as const) {
        expect(await store().shares.putShare(each)).to.deep.equal({ kind: "stored" });
        expect(await store().shares.share(open.share)).to.deep.equal(each);
        expect(
          await readAll((page) => store().shares.sharesTo({ grantee, chainId: CHAIN_ID }, page), 100),
        ).to.deep.equal(listed);
      }
    });

    it("of two owners who put one share id at once, one gets it", async () => {
      const people = [await createPerson(store()), await createPerson(store())];
      const id = randomId();
      const shares = [];
      for (const person of people)
        shares.push(share(person, [await write(store(), version(person))], { share: id }));
      const outcomes = await Promise.all(shares.map((each) => store().shares.putShare(each)));
      expect(outcomes.map(({ kind }) => kind).sort()).to.deep.equal(["stored", "taken"]);
      const winner = shares[outcomes.findIndex(({ kind }) => kind === "stored")];
      expect(await store().shares.share(id)).to.deep.equal(winner);
    });

    it("unknown, foreign, deleted, outdated and doubled records cannot be shared, and nothing changes", async () => {
      const [person, other] = [await createPerson(store()), await createPerson(store())];
      const good = await write(store(), version(person));
      const outdated = await write(store(), version(person));
      await write(store(), version(person, { after: outdated }));
      const deleted = await write(store(), version(person));
      const gone = deletion(person, deleted);
      await store().records.deleteRecord(gone);
      const unfit = [
        version(person),
        await write(store(), version(other)),
        outdated,
        deleted,
        { ...deleted, header: gone.header },
        version(person, { after: good }),
        good,
      ];
      const made = share(person, [good]);
      await store().shares.putShare(made);
      for (const each of unfit) {
        const wrong = share(person, [good, each], { share: made.share, handle: made.handle });
        const outcome = { kind: "record-unfit", record: each.header.record };
        expect(await store().shares.putShare(wrong)).to.deep.equal(outcome);
        const fresh = share(person, [good, each]);
        expect(await store().shares.putShare(fresh)).to.deep.equal(outcome);
        expect(await store().shares.share(fresh.share)).to.equal(undefined);
      }
      expect(await store().shares.share(made.share)).to.deep.equal(made);
    });

    it("only its owner deletes a share, once", async () => {
      const person = await createPerson(store());
      const record = await write(store(), version(person));
      const made = share(person, [record]);
      await store().shares.putShare(made);
      expect(await store().shares.deleteShare(made.share, randomId())).to.equal("not-found");
      expect(await store().shares.share(made.share)).to.deep.equal(made);
      expect(await store().shares.deleteShare(made.share, person.userId)).to.equal("deleted");
      expect(await store().shares.deleteShare(made.share, person.userId)).to.equal("not-found");
      expect(await store().shares.share(made.share)).to.equal(undefined);
      expect(await store().shares.shareWithRecords(made.share)).to.equal(undefined);
      expect(await store().records.record(record.header.record)).to.deep.equal(stored(record));
    });

    it("shares of a chain are listed by owner and, where they name one, by grantee, in pages, each once", async () => {
      const [person, other] = [await createPerson(store()), await createPerson(store())];
      const mine = [await write(store(), version(person)), await write(store(), version(person))];
      const theirs = [await write(store(), version(other))];
      const grantee = randomAccount();
      const shares = [];
      for (let count = 0; count < 5; count += 1) shares.push(share(person, mine, { grantee }));
      shares.push(share(other, theirs, { grantee }), share(person, mine));
      shares.push(share(person, mine, { grantee: null }), share(other, theirs, { grantee: null }));
      for (const each of shares) await store().shares.putShare(each);
      shares.sort((a, b) => (a.share < b.share ? -1 : 1));
      const elsewhere = share(person, mine, { grantee, chainId: CHAIN_ID + 1 });
      await store().shares.putShare(elsewhere);
      const there = { chainId: CHAIN_ID + 1 };
      const ownedThere = (page: PageRequest) =>
        store().shares.sharesOwnedBy({ ownerId: person.userId, ...there }, page);
      expect(await readAll(ownedThere, 100)).to.deep.equal([unread(elsewhere)]);
      const grantedThere = (page: PageRequest) => store().shares.sharesTo({ grantee, ...there }, page);
      expect(await readAll(grantedThere, 100)).to.deep.equal([elsewhere]);
      for (const limit of [1, 2, 3, 100]) {
        const owned = await readAll(
          (page) => store().shares.sharesOwnedBy({ ownerId: person.userId, chainId: CHAIN_ID }, page),
          limit,
        );
        expect(owned).to.deep.equal(shares.filter(({ ownerId }) => ownerId === person.userId).map(unread));
        const granted = await readAll(
          (page) => store().shares.sharesTo({ grantee, chainId: CHAIN_ID }, page),
          limit,
        );
        expect(granted).to.deep.equal(shares.filter((each) => each.grantee === grantee));
      }
    });
  });
}
