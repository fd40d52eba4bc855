import { type Bytes32, headerHash, ProblemError, sha256 } from "@idos/protocol";
import { expect } from "chai";
import type { Store } from "../../src/storage/store.ts";
import {
  createPerson,
  deletion,
  envelopeIn,
  NOW,
  type Person,
  randomAccount,
  randomEnvelope,
  randomId,
  readAll,
  signature,
  stage,
  stored,
  version,
  write,
} from "./examples.ts";

function writeGrant({ userId, account }: Person, recordsMax: number) {
  const issuer = randomAccount();
  const grant = { grantId: randomId(), userId, account, issuer, recordsMax, notAfter: NOW };
  return { grant, signature };
}

export function describeRecords(store: () => Store): void {
  describe("records", () => {
    it("a version is stored whole and its envelope leaves the staging area", async () => {
      const { records } = store();
      const person = await createPerson(store());
      const first = version(person);
      expect(await records.record(first.header.record)).to.equal(undefined);
      await write(store(), first);
      expect(await records.record(first.header.record)).to.deep.equal(stored(first));
      expect(await envelopeIn(store(), first.header.record)).to.deep.equal(first.bytes);
      expect(await records.stagedEnvelope(sha256(first.bytes), person.account)).to.equal(undefined);
    });

    it("the next version replaces header, key and envelope", async () => {
      const { records } = store();
      const person = await createPerson(store());
      const first = await write(store(), version(person));
      const second = await write(store(), version(person, { after: first, envelope: randomEnvelope(99) }));
      expect(await records.record(first.header.record)).to.deep.equal(stored(second));
      expect(await envelopeIn(store(), first.header.record)).to.deep.equal(second.bytes);
    });

    it("a version whose envelope its author did not stage changes nothing", async () => {
      const { records } = store();
      const person = await createPerson(store());
      const first = version(person);
      expect(await records.putRecord(first)).to.deep.equal({ kind: "envelope-not-staged" });
      expect(await records.record(first.header.record)).to.equal(undefined);
      await stage(store(), { ...first, header: { ...first.header, author: randomAccount() } });
      expect(await records.putRecord(first), "staged by another").to.deep.equal({
        kind: "envelope-not-staged",
      });
    });

    it("a version that does not follow the current one is a conflict that names the current header", async () => {
      const { records } = store();
      const person = await createPerson(store());
      const first = await write(store(), version(person));
      const second = await write(store(), version(person, { after: first }));
      const conflict = { kind: "conflict", currentHeaderHash: headerHash(second.headerJws) };
      const { record } = first.header;
      const stale = version(person, { after: first });
      const fresh = version(person, { record });
      const skipping = version(person, { after: second });
      const skipped = { ...skipping, header: { ...skipping.header, version: 4 } };
      for (const wrong of [stale, fresh, skipped]) {
        await stage(store(), wrong);
        expect(await records.putRecord(wrong)).to.deep.equal(conflict);
        expect((await records.stagedEnvelope(sha256(wrong.bytes), person.account))?.firstChunk).to.deep.equal(
          wrong.bytes,
        );
      }
      expect(await records.record(record)).to.deep.equal(stored(second));
    });

    it("a second version of what does not exist is a conflict with nothing", async () => {
      const person = await createPerson(store());
      const orphan = version(person, { after: version(person) });
      await stage(store(), orphan);
      expect(await store().records.putRecord(orphan)).to.deep.equal({
        kind: "conflict",
        currentHeaderHash: null,
      });
      expect(await store().records.deleteRecord(deletion(person, version(person)))).to.deep.equal({
        kind: "conflict",
        currentHeaderHash: null,
      });
    });

    it("nobody writes or deletes another's record, nor learns its header", async () => {
      const [owner, other] = [await createPerson(store()), await createPerson(store())];
      const first = await write(store(), version(owner));
      const nothing = { kind: "conflict", currentHeaderHash: null };
      for (const attempt of [
        version(other, { record: first.header.record }),
        version(other, { after: first }),
      ]) {
        await stage(store(), attempt);
        expect(await store().records.putRecord(attempt)).to.deep.equal(nothing);
      }
      expect(await store().records.deleteRecord(deletion(other, first))).to.deep.equal(nothing);
      expect(await store().records.record(first.header.record)).to.deep.equal(stored(first));
    });

    for (const [what, before] of [
      ["first", 0],
      ["next", 1],
    ] as const) {
      it(`of many ${what} versions written at once, exactly one is stored`, async () => {
        const person = await createPerson(store());
        const after = before === 0 ? {} : { after: await write(store(), version(person)) };
        const record = after.after?.header.record ?? randomId();
        const rivals = Array.from({ length: 8 }, () => version(person, { record, ...after }));
        for (const rival of rivals) await stage(store(), rival);
        const outcomes = await Promise.all(rivals.map((rival) => store().records.putRecord(rival)));
        const winner = rivals[outcomes.findIndex(({ kind }) => kind === "stored")] ?? version(person);
        const conflict = { kind: "conflict", currentHeaderHash: headerHash(winner.headerJws) };
        expect(outcomes.filter(({ kind }) => kind === "stored")).to.have.length(1);
        for (const outcome of outcomes.filter(({ kind }) => kind !== "stored"))
          expect(outcome).to.deep.equal(conflict);
        expect(await store().records.record(record)).to.deep.equal(stored(winner));
        expect(await envelopeIn(store(), record)).to.deep.equal(winner.bytes);
      });
    }

    it("a deletion destroys envelope and key, keeps its header, and is final", async () => {
      const { records } = store();
      const person = await createPerson(store());
      const first = await write(store(), version(person));
      const { record } = first.header;
      const stale = deletion(person, version(person, { record }));
      expect((await records.deleteRecord(stale)).kind).to.equal("conflict");
      const last = deletion(person, first);
      expect(await records.deleteRecord(last)).to.deep.equal({ kind: "stored" });
      const { header, headerJws, delegation } = last;
      const left = { header, headerJws, delegation, wrappedKey: null, envelopeBytes: 0 };
      expect(await records.record(record)).to.deep.equal(left);
      expect(await envelopeIn(store(), record)).to.equal(undefined);
      const revived = version(person, { after: { ...first, ...last } });
      await stage(store(), revived);
      expect(await records.putRecord(revived)).to.deep.equal({ kind: "deleted-before" });
      expect(await records.deleteRecord(last)).to.deep.equal({ kind: "deleted-before" });
    });

    it("a write grant serves as often as it says, also when used at once", async () => {
      const person = await createPerson(store());
      const grant = writeGrant(person, 2);
      const author = grant.grant.issuer;
      const versions = [1, 2, 3, 4].map(() => version(person, { author, writeGrant: grant }));
      for (const each of versions) await stage(store(), each);
      const outcomes = await Promise.all(versions.map((each) => store().records.putRecord(each)));
      expect(outcomes.map(({ kind }) => kind).sort()).to.deep.equal([
        "stored",
        "stored",
        "write-grant-used-up",
        "write-grant-used-up",
      ]);
      const refused = versions[outcomes.findIndex(({ kind }) => kind !== "stored")] ?? version(person);
      expect(await store().records.record(refused.header.record)).to.equal(undefined);
    });

    it("a refused write does not use up a write grant", async () => {
      const person = await createPerson(store());
      const grant = writeGrant(person, 1);
      const options = { author: grant.grant.issuer, writeGrant: grant };
      const unknownShare = [{ share: randomId(), wrappedKey: Uint8Array.of(1) }];
      const refused = version(person, { ...options, shareKeys: unknownShare });
      await stage(store(), refused);
      expect((await store().records.putRecord(refused)).kind).to.equal("share-unknown");
      await write(store(), version(person, options));
    });

    it("an owner's records are listed in pages, each once, without deleted and others' ones", async () => {
      const [person, other] = [await createPerson(store()), await createPerson(store())];
      const versions = [];
      for (let count = 0; count < 7; count += 1) versions.push(await write(store(), version(person)));
      await write(store(), version(other));
      const [gone, ...kept] = versions;
      if (gone !== undefined) await store().records.deleteRecord(deletion(person, gone));
      const expected = kept.map(stored).sort((a, b) => (a.header.record < b.header.record ? -1 : 1));
      for (const limit of [1, 2, 3, 6, 100])
        expect(await readAll((page) => store().records.recordsOf(person.userId, page), limit)).to.deep.equal(
          expected,
        );
      expect(await store().records.recordsOf(randomId(), { limit: 1 })).to.deep.equal({
        items: [],
        next: null,
      });
    });

    it("a listing that is written to meanwhile shows what was there all the while exactly once", async () => {
      const person = await createPerson(store());
      const kept: Bytes32[] = [];
      for (let count = 0; count < 6; count += 1)
        kept.push((await write(store(), version(person))).header.record);
      const seen = await readAll(async (page) => {
        const read = await store().records.recordsOf(person.userId, page);
        await write(store(), version(person));
        return { ...read, next: read.items.length === 0 ? null : read.next };
      }, 2);
      const ids = seen.map(({ header }) => header.record);
      expect(ids.filter((id) => kept.includes(id))).to.have.members(kept);
      expect(new Set(ids).size).to.equal(ids.length);
    });

    for (const cursor of ["", "x", "!", "a".repeat(44), "AAAA"]) {
      it(`the cursor ${JSON.stringify(cursor)} is malformed`, async () => {
        const reading = store().records.recordsOf(randomId(), { cursor, limit: 1 });
        const problem = await reading.then(
          () => undefined,
          (error: unknown) => error,
        );
        expect(problem).to.be.instanceOf(ProblemError).and.to.have.property("code", "MALFORMED_REQUEST");
      });
    }
  });
}
