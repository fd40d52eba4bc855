import { expect } from "chai";
import type { SharedKey } from "../../src/storage/shares.ts";
import type { Store } from "../../src/storage/store.ts";
import {
  createPerson,
  deletion,
  envelopeIn,
  randomId,
  randomKey,
  share,
  stage,
  stored,
  version,
  write,
} from "./examples.ts";

export function describeSharedRecords(store: () => Store): void {
  describe("records that are shared", () => {
    const keysIn = async (id: ReturnType<typeof randomId>): Promise<readonly SharedKey[] | undefined> =>
      (await store().shares.share(id))?.records;

    it("a new version gives the named shares its key and takes the old one from all others", async () => {
      const person = await createPerson(store());
      const [first, beside] = [await write(store(), version(person)), await write(store(), version(person))];
      const [kept, lost] = [share(person, [first, beside]), share(person, [beside, first])];
      for (const each of [kept, lost]) await store().shares.putShare(each);
      const wrappedKey = randomKey();
      const shareKeys = [{ share: kept.share, wrappedKey }];
      const second = await write(store(), version(person, { after: first, shareKeys }));
      const { record } = first.header;
      expect(await keysIn(kept.share)).to.deep.equal([{ record, version: 2, wrappedKey }, kept.records[1]]);
      expect(await keysIn(lost.share)).to.deep.equal([
        lost.records[0],
        { record, version: 1, wrappedKey: null },
      ]);
      expect((await store().shares.shareWithRecords(lost.share))?.records).to.deep.equal(
        [beside, second].map(stored),
      );
    });

    it("a share that is unknown, another's or without the record refuses the whole write", async () => {
      const [person, other] = [await createPerson(store()), await createPerson(store())];
      const [first, beside] = [await write(store(), version(person)), await write(store(), version(person))];
      const [holding, without] = [share(person, [first]), share(person, [beside])];
      const foreign = share(other, [await write(store(), version(other))]);
      for (const each of [holding, without, foreign]) await store().shares.putShare(each);
      for (const id of [randomId(), without.share, foreign.share]) {
        const shareKeys = [holding.share, id].map((named) => ({ share: named, wrappedKey: randomKey() }));
        const second = version(person, { after: first, shareKeys });
        await stage(store(), second);
        expect(await store().records.putRecord(second)).to.deep.equal({ kind: "share-unknown", share: id });
      }
      expect(await store().records.record(first.header.record)).to.deep.equal(stored(first));
      expect(await envelopeIn(store(), first.header.record)).to.deep.equal(first.bytes);
      expect(await keysIn(holding.share)).to.deep.equal(holding.records);
    });

    it("a deletion destroys the record's key in every share and leaves its header to be seen", async () => {
      const person = await createPerson(store());
      const [first, beside] = [await write(store(), version(person)), await write(store(), version(person))];
      const made = share(person, [first, beside]);
      await store().shares.putShare(made);
      const gone = deletion(person, first);
      await store().records.deleteRecord(gone);
      const { record } = first.header;
      expect(await keysIn(made.share)).to.deep.equal([
        { record, version: 1, wrappedKey: null },
        made.records[1],
      ]);
      const [left] = (await store().shares.shareWithRecords(made.share))?.records ?? [];
      expect(left?.headerJws).to.equal(gone.headerJws);
      expect(left?.envelopeBytes).to.equal(0);
    });

    it("a share never holds a key of another version than the record's, whatever is written at once", async () => {
      const person = await createPerson(store());
      const first = await write(store(), version(person));
      const second = version(person, { after: first });
      await stage(store(), second);
      const shares = [1, 2, 3, 4].map(() => share(person, [first]));
      const writing = shares.map((each) => store().shares.putShare(each));
      await Promise.all([...writing, store().records.putRecord(second)]);
      for (const each of shares) {
        const keys = (await keysIn(each.share)) ?? [];
        expect(keys.filter(({ wrappedKey }) => wrappedKey !== null)).to.deep.equal([]);
      }
    });
  });
}
