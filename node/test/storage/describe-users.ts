import { LIMITS } from "@idos/protocol";
import { expect } from "chai";
import type { Store } from "../../src/storage/store.ts";
import { accountLink, createPerson, keyBinding, NOW, randomAccount, randomId } from "./examples.ts";

const backup = (slot: string, byte: number) => ({
  slot,
  kind: "password" as const,
  parameters: { kdf: "argon2id", salt: 'a "quoted" \u0000 text', ops: 3 },
  ciphertext: Uint8Array.of(byte, 0, 255),
});

export function describeUsers(store: () => Store): void {
  describe("users", () => {
    it("a created user is found by account and by id, with everything that was given", async () => {
      const userId = randomId();
      const createdBy = randomAccount();
      const founding = accountLink(userId);
      const { users } = store();
      expect(await users.createUser({ userId, createdBy, createdAtSeconds: NOW }, founding)).to.equal(
        "created",
      );
      const expected = {
        userId,
        accounts: [founding],
        keyBinding: null,
        earlierKeyBindings: [],
        createdBy,
        createdAtSeconds: NOW,
      };
      expect(await users.userById(userId)).to.deep.equal(expected);
      expect(await users.userByAccount(founding.link.account)).to.deep.equal(expected);
    });

    it("an unknown account and an unknown id have no user", async () => {
      expect(await store().users.userByAccount(randomAccount())).to.equal(undefined);
      expect(await store().users.userById(randomId())).to.equal(undefined);
    });

    it("an account founds one user only, and the refused one leaves nothing", async () => {
      const { users } = store();
      const person = await createPerson(store());
      const other = randomId();
      const again = { userId: other, createdBy: randomAccount(), createdAtSeconds: NOW };
      expect(await users.createUser(again, accountLink(other, person.account))).to.equal("account-taken");
      expect(await users.userById(other)).to.equal(undefined);
      expect((await users.userByAccount(person.account))?.userId).to.equal(person.userId);
    });

    it("of many who found a user with one account at once, exactly one succeeds", async () => {
      const account = randomAccount();
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, () => {
          const userId = randomId();
          const user = { userId, createdBy: account, createdAtSeconds: NOW };
          return store().users.createUser(user, accountLink(userId, account));
        }),
      );
      expect(outcomes.filter((outcome) => outcome === "created")).to.have.length(1);
    });

    it("linked accounts come after the founding one, in the order of linking", async () => {
      const { users } = store();
      const person = await createPerson(store());
      const links = [1, 2, 3].map(() => accountLink(person.userId, randomAccount(), person.account));
      for (const link of links) expect(await users.linkAccount(person.userId, link)).to.equal("linked");
      const found = await users.userByAccount(links[2]?.link.account ?? person.account);
      expect(found?.accounts.slice(1)).to.deep.equal(links);
      expect(found?.accounts[0]?.link.account).to.equal(person.account);
    });

    it("an account of another user, or linked before, cannot be linked", async () => {
      const [one, other] = [await createPerson(store()), await createPerson(store())];
      for (const account of [one.account, other.account])
        expect(
          await store().users.linkAccount(one.userId, accountLink(one.userId, account, one.account)),
        ).to.equal("account-taken");
      expect((await store().users.userById(one.userId))?.accounts).to.have.length(1);
    });

    it("an unknown user cannot link an account", async () => {
      const linking = store().users.linkAccount(randomId(), accountLink(randomId()));
      expect(await linking.catch(() => "rejected")).to.equal("rejected");
    });

    it("links made at once stop at the limit exactly", async () => {
      const person = await createPerson(store());
      const outcomes = await Promise.all(
        Array.from({ length: LIMITS.linkedAccountsMax + 2 }, () =>
          store().users.linkAccount(
            person.userId,
            accountLink(person.userId, randomAccount(), person.account),
          ),
        ),
      );
      expect(outcomes.filter((outcome) => outcome === "linked")).to.have.length(LIMITS.linkedAccountsMax - 1);
      expect(outcomes.filter((outcome) => outcome === "limit-reached")).to.have.length(3);
    });

    it("the newest key binding counts, and none goes back", async () => {
      const { users } = store();
      const { userId, account } = await createPerson(store());
      const first = keyBinding(userId, account, NOW);
      const second = keyBinding(userId, account, NOW + 10);
      expect(await users.bindKey(userId, first, null)).to.equal("bound");
      expect(await users.bindKey(userId, first, null), "the same again").to.equal("bound");
      expect(await users.bindKey(userId, second, NOW)).to.equal("bound");
      expect(await users.bindKey(userId, first, null), "an old one again").to.equal("older");
      expect(await users.bindKey(userId, keyBinding(userId, account, NOW + 10), NOW)).to.equal("older");
      const late = keyBinding(userId, account, NOW + 20);
      expect(await users.bindKey(userId, late, NOW), "after one that was replaced").to.equal("overtaken");
      const user = await users.userById(userId);
      expect(user?.keyBinding).to.deep.equal(second);
      expect(user?.earlierKeyBindings).to.deep.equal([first]);
    });

    it("of bindings made at once, each to be the first, one counts", async () => {
      const { users } = store();
      const { userId, account } = await createPerson(store());
      const bindings = [5, 1, 9, 3].map((later) => keyBinding(userId, account, NOW + later));
      const outcomes = await Promise.all(bindings.map((binding) => users.bindKey(userId, binding, null)));
      expect(outcomes.filter((outcome) => outcome === "bound")).to.have.length(1);
      expect((await users.userById(userId))?.earlierKeyBindings).to.deep.equal([]);
    });

    it("key backups are kept by slot, replaced in place, read in the order of slots, and deleted", async () => {
      const { users } = store();
      const { userId } = await createPerson(store());
      for (const each of [backup("wallet", 1), backup("password", 2), backup("wallet", 3)])
        expect(await users.putKeyBackup(userId, each)).to.equal("stored");
      expect(await users.keyBackups(userId)).to.deep.equal([backup("password", 2), backup("wallet", 3)]);
      expect(await users.deleteKeyBackup(userId, "wallet")).to.equal("deleted");
      expect(await users.deleteKeyBackup(userId, "wallet")).to.equal("not-found");
      expect(await users.keyBackups(userId)).to.deep.equal([backup("password", 2)]);
    });

    it("key backups stop at the limit, at which one can still be replaced", async () => {
      const { users } = store();
      const { userId } = await createPerson(store());
      const put = (slot: number, byte = 0) => users.putKeyBackup(userId, backup(`slot-${slot}`, byte));
      const slots = Array.from({ length: LIMITS.keyBackupSlotsMax + 2 }, (_, slot) => slot);
      const outcomes = await Promise.all(slots.map((slot) => put(slot)));
      expect(outcomes.filter((outcome) => outcome === "limit-reached")).to.have.length(2);
      expect(await users.keyBackups(userId)).to.have.length(LIMITS.keyBackupSlotsMax);
      expect(await put(outcomes.indexOf("stored"), 7)).to.equal("stored");
      expect(await users.keyBackups(userId)).to.have.length(LIMITS.keyBackupSlotsMax);
    });
  });
}
