import { type Address, LIMITS } from "@idos/protocol";
import { expect } from "chai";
import type { Store } from "../../src/storage/store.ts";
import {
  accountLink,
  accountUnlink,
  createPerson,
  NOW,
  type Person,
  randomAccount,
  randomId,
  session,
} from "./examples.ts";

export function describeAccounts(store: () => Store): void {
  describe("a user's accounts", () => {
    const link = async (person: Person, account = randomAccount(), issuedAt = NOW): Promise<Address> => {
      const signed = accountLink(person.userId, account, person.account, issuedAt);
      expect(await store().users.linkAccount(person.userId, signed)).to.equal("linked");
      return account;
    };
    const accountsOf = async (person: Person) =>
      (await store().users.userById(person.userId))?.accounts.map(({ link: { account }, unlinked }) => ({
        account,
        left: unlinked?.unlink.issuedAt,
      }));

    it("one that has left stays in the history, is nobody's, and can come again or be another's", async () => {
      const { users } = store();
      const person = await createPerson(store());
      const account = await link(person);
      const unlink = accountUnlink(person.userId, account, person.account, NOW + 1);
      expect(await users.unlinkAccount(person.userId, unlink)).to.equal("unlinked");
      expect(await users.userByAccount(account)).to.equal(undefined);
      expect((await users.userById(person.userId))?.accounts[1]?.unlinked).to.deep.equal(unlink);
      await link(person, account, NOW + 2);
      expect((await users.userByAccount(account))?.userId).to.equal(person.userId);
      const again = accountUnlink(person.userId, account, person.account, NOW + 3);
      expect(await users.unlinkAccount(person.userId, again)).to.equal("unlinked");
      const other = await createPerson(store());
      await link(other, account);
      expect((await users.userByAccount(account))?.userId).to.equal(other.userId);
      expect(await accountsOf(person)).to.deep.equal([
        { account: person.account, left: undefined },
        { account, left: NOW + 1 },
        { account, left: NOW + 3 },
      ]);
    });

    it("one that leaves loses its sessions in the same step, and no other account does", async () => {
      const { users, sessions } = store();
      const person = await createPerson(store());
      const account = await link(person);
      const [ended, kept] = [session(account), session(person.account)];
      for (const each of [ended, kept]) await sessions.createSession(each);
      await users.unlinkAccount(person.userId, accountUnlink(person.userId, account, person.account));
      expect(await sessions.session(ended.signIn.sessionKey)).to.equal(undefined);
      expect((await sessions.session(kept.signIn.sessionKey))?.userId).to.equal(person.userId);
    });

    it("of all that put each other out at once, one stays", async () => {
      const { users } = store();
      const person = await createPerson(store());
      const accounts = [person.account, await link(person), await link(person)];
      const pairs = accounts.flatMap((leaving) =>
        accounts.filter((by) => by !== leaving).map((by) => accountUnlink(person.userId, leaving, by)),
      );
      await Promise.all(pairs.map((unlink) => users.unlinkAccount(person.userId, unlink)));
      const left = (await accountsOf(person))?.filter((account) => account.left === undefined);
      expect(left).to.have.length(1);
    });

    it("no link comes by an account that has left, or is dated before what is there", async () => {
      const { users } = store();
      const person = await createPerson(store());
      const account = await link(person, randomAccount(), NOW + 5);
      const dated = accountLink(person.userId, randomAccount(), person.account, NOW + 4);
      expect(await users.linkAccount(person.userId, dated)).to.equal("unfit");
      await users.unlinkAccount(
        person.userId,
        accountUnlink(person.userId, account, person.account, NOW + 5),
      );
      const byLeft = accountLink(person.userId, randomAccount(), account, NOW + 5);
      expect(await users.linkAccount(person.userId, byLeft)).to.equal("unfit");
      const sameSecond = accountLink(person.userId, account, person.account, NOW + 5);
      expect(await users.linkAccount(person.userId, sameSecond)).to.equal("unfit");
    });

    it("an account that is not linked, or of another user, is not unlinked", async () => {
      const { users } = store();
      const [person, other] = [await createPerson(store()), await createPerson(store())];
      const account = await link(person);
      for (const [leaving, by] of [
        [randomAccount(), person.account],
        [other.account, person.account],
        [account, other.account],
        [account, account],
      ] as const) {
        const unlink = accountUnlink(person.userId, leaving, by);
        expect(await users.unlinkAccount(person.userId, unlink)).to.equal("unfit");
      }
      const unknown = users.unlinkAccount(randomId(), accountUnlink(randomId(), account, person.account));
      expect(await unknown.catch(() => "rejected")).to.equal("rejected");
    });

    it("a history stops at its limit", async () => {
      const { users } = store();
      const person = await createPerson(store());
      const account = randomAccount();
      for (let at = 1; at < LIMITS.accountHistoryMax; at++) {
        await link(person, account, NOW + 2 * at);
        const unlink = accountUnlink(person.userId, account, person.account, NOW + 2 * at + 1);
        expect(await users.unlinkAccount(person.userId, unlink)).to.equal("unlinked");
      }
      const late = accountLink(person.userId, account, person.account, NOW + 10_000);
      expect(await users.linkAccount(person.userId, late)).to.equal("limit-reached");
    });
  });
}
