import { expect } from "chai";
import type { Store } from "../../src/storage/store.ts";
import {
  createPerson,
  deletion,
  keyBinding,
  NOW,
  randomAccount,
  randomId,
  session,
  share,
  signature,
  version,
  write,
} from "./examples.ts";

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found = [];
  for await (const item of items) found.push(item);
  return found;
}

export function describeOwnData(store: () => Store): void {
  describe("what one has", () => {
    it("is read to the end, however much it is, and nothing of another's with it", async () => {
      const { users, ownData } = store();
      const [alice, bob] = [await createPerson(store()), await createPerson(store())];
      const bindings = Array.from({ length: 230 }, (_, at) =>
        keyBinding(alice.userId, alice.account, NOW + at),
      );
      for (const [at, binding] of bindings.entries())
        await users.bindKey(alice.userId, binding, at === 0 ? null : NOW + at - 1);
      await users.bindKey(bob.userId, keyBinding(bob.userId, bob.account, NOW), null);
      expect(await all(ownData.keyBindings(alice.userId))).to.deep.equal(bindings);
    });

    it("names every record, deleted ones too, and every share that is not deleted", async () => {
      const { ownData, records, shares } = store();
      const [alice, bob] = [await createPerson(store()), await createPerson(store())];
      await write(store(), version(bob));
      const [kept, deleted] = [await write(store(), version(alice)), await write(store(), version(alice))];
      await records.deleteRecord(deletion(alice, deleted));
      const ids = [kept, deleted].map(({ header }) => header.record);
      expect(await all(ownData.recordIds(alice.userId))).to.deep.equal(ids.sort());
      const made = [share(alice, [kept]), share(alice, [kept], { chainId: 5 }), share(alice, [kept])];
      for (const each of made) await shares.putShare(each);
      const [gone, ...left] = made;
      await shares.deleteShare(gone?.share ?? randomId(), alice.userId);
      expect(await all(ownData.shareIds(alice.userId))).to.deep.equal(left.map((each) => each.share).sort());
    });

    it("counts each write grant's uses", async () => {
      const alice = await createPerson(store());
      const grantId = randomId();
      const parties = { userId: alice.userId, account: alice.account, issuer: randomAccount() };
      const writeGrant = { grant: { grantId, ...parties, recordsMax: 9, notAfter: NOW }, signature };
      for (let use = 0; use < 2; use += 1)
        await write(store(), version(alice, { writeGrant, author: parties.issuer }));
      expect(await all(store().ownData.writeGrantUses(alice.userId))).to.deep.equal([{ grantId, uses: 2 }]);
    });

    it("has each session of an account", async () => {
      const account = randomAccount();
      const made = [session(account), session(account)];
      for (const each of [...made, session()]) await store().sessions.createSession(each);
      const expected = made
        .sort((a, b) => (a.signIn.sessionKey < b.signIn.sessionKey ? -1 : 1))
        .map(({ delegation, expiresAtSeconds }) => ({ delegation, expiresAtSeconds }));
      expect(await all(store().ownData.sessions(account))).to.deep.equal(expected);
    });
  });
}
