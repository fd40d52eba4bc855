import { LIMITS } from "@idos/protocol";
import { expect } from "chai";
import type { StoredSession } from "../../src/storage/sessions.ts";
import type { Store } from "../../src/storage/store.ts";
import {
  accountLink,
  accountUnlink,
  createPerson,
  NOW,
  randomAccount,
  randomId,
  session,
} from "./examples.ts";

/** As it is found while no user has its account. */
const ofNobody = (created: StoredSession) => ({ ...created, userId: null, linkedChainId: null });

export function describeSessions(store: () => Store): void {
  describe("sessions", () => {
    it("a session is found by its key, as it was signed", async () => {
      const created = session();
      expect(await store().sessions.createSession(created)).to.equal("created");
      expect(await store().sessions.session(created.signIn.sessionKey)).to.deep.equal(ofNobody(created));
    });

    it("a session is found with the user whose account it is at that moment", async () => {
      const created = session();
      const { account, sessionKey } = created.signIn;
      await store().sessions.createSession(created);
      const userId = randomId();
      const user = { userId, createdBy: randomAccount(), createdAtSeconds: NOW };
      await store().users.createUser(user, accountLink(userId, account));
      const found = { ...created, userId, linkedChainId: null };
      expect(await store().sessions.session(sessionKey)).to.deep.equal(found);
    });

    it("a session is found with the chain of the account's link, and with no user once the account has left", async () => {
      const { users, sessions } = store();
      const person = await createPerson(store());
      const account = randomAccount();
      const signed = accountLink(person.userId, account, person.account);
      const ofContract = { ...signed, link: { ...signed.link, chainId: 137 } };
      expect(await users.linkAccount(person.userId, ofContract)).to.equal("linked");
      const created = session(account);
      await sessions.createSession(created);
      const found = { ...created, userId: person.userId, linkedChainId: 137 };
      expect(await sessions.session(created.signIn.sessionKey)).to.deep.equal(found);
      await users.unlinkAccount(person.userId, accountUnlink(person.userId, account, person.account));
      await sessions.createSession(created);
      expect(await sessions.session(created.signIn.sessionKey)).to.deep.equal(ofNobody(created));
    });

    it("an unknown session and a signed-out one are not there", async () => {
      const { sessions } = store();
      const created = session();
      const key = created.signIn.sessionKey;
      expect(await sessions.session(key)).to.equal(undefined);
      await sessions.createSession(created);
      await sessions.deleteSession(created.signIn);
      expect(await sessions.session(key)).to.equal(undefined);
      await sessions.deleteSession(created.signIn);
    });

    it("a sign-out of one account ends no session of another with the same key", async () => {
      const { sessions } = store();
      const created = session();
      await sessions.createSession(created);
      await sessions.deleteSession({ ...created.signIn, account: randomAccount() });
      expect(await sessions.session(created.signIn.sessionKey)).to.deep.equal(ofNobody(created));
    });

    it("an account replaces its own session with the same key", async () => {
      const account = randomAccount();
      const first = session(account);
      const { sessionKey } = first.signIn;
      const later = new Date((NOW + 9000) * 1000);
      const second = session(account, { sessionKey, expirationTime: later, scopes: ["read"] });
      await store().sessions.createSession(first);
      expect(await store().sessions.createSession(second)).to.equal("created");
      expect(await store().sessions.session(sessionKey)).to.deep.equal(ofNobody(second));
    });

    it("no account takes over the key of another's session", async () => {
      const victim = session();
      const { sessionKey } = victim.signIn;
      await store().sessions.createSession(victim);
      expect(await store().sessions.createSession(session(randomAccount(), { sessionKey }))).to.equal(
        "taken",
      );
      expect(await store().sessions.session(sessionKey)).to.deep.equal(ofNobody(victim));
    });

    it("the live sessions of some accounts are listed, the newest first", async () => {
      const { sessions } = store();
      const [one, other] = [randomAccount(), randomAccount()];
      const at = (account: typeof one, issued: number, expires = NOW + 3600) =>
        session(account, {
          issuedAt: new Date(issued * 1000),
          expirationTime: new Date(expires * 1000),
        });
      const [first, second, third] = [at(one, NOW), at(other, NOW + 1), at(one, NOW + 2)];
      for (const each of [first, second, third, at(one, NOW - 9, NOW + 5), session()])
        await sessions.createSession(each);
      expect(await sessions.sessionsOf([one, other], NOW + 5)).to.deep.equal([third, second, first]);
      expect(await sessions.sessionsOf([one], NOW + 5)).to.deep.equal([third, first]);
      expect(await sessions.sessionsOf([randomAccount()], NOW)).to.deep.equal([]);
    });

    it("several sessions end at once, and no other one, also none of another account with such a key", async () => {
      const { sessions } = store();
      const [one, other] = [randomAccount(), randomAccount()];
      const [kept, gone, goneToo, strangers] = [session(one), session(one), session(other), session()];
      for (const each of [kept, gone, goneToo, strangers]) await sessions.createSession(each);
      const notStrangers = { ...strangers.signIn, account: one };
      await sessions.deleteSessions([gone.signIn, goneToo.signIn, notStrangers]);
      const found = async (of: typeof kept) => sessions.session(of.signIn.sessionKey);
      expect(await found(kept)).to.deep.equal(ofNobody(kept));
      expect(await found(strangers)).to.deep.equal(ofNobody(strangers));
      expect(await found(gone)).to.equal(undefined);
      expect(await found(goneToo)).to.equal(undefined);
    });

    it("with one more than an account may have, made at once too, those that expire first end", async () => {
      const { sessions } = store();
      const account = randomAccount();
      const until = (of: typeof account, seconds: number) =>
        session(of, { expirationTime: new Date((NOW + seconds) * 1000) });
      const strangers = until(randomAccount(), 1);
      const max = LIMITS.sessionsPerAccountMax;
      const made = Array.from({ length: max + 2 }, (_, index) => until(account, 100 + index));
      await Promise.all([strangers, ...made].map((each) => sessions.createSession(each)));
      expect(await sessions.sessionsOf([account], NOW)).to.have.length(max);
      const shortest = until(account, 50);
      expect(await sessions.createSession(shortest)).to.equal("created");
      const left = (await sessions.sessionsOf([account], NOW)).map(({ signIn }) => signIn.sessionKey);
      expect(left).to.have.length(max).and.to.include(shortest.signIn.sessionKey);
      expect(left).to.include.members(made.slice(4).map(({ signIn }) => signIn.sessionKey));
      expect(await sessions.sessionsOf([strangers.signIn.account], NOW)).to.have.length(1);
    });

    it("none of an account's contract on one chain ends for one by its key, or on another chain", async () => {
      const { sessions } = store();
      const account = randomAccount();
      const by = (chainId: number | undefined, seconds: number) => ({
        ...session(account, {
          expirationTime: new Date((NOW + seconds) * 1000),
          ...(chainId !== undefined && { chainId }),
        }),
        contract: chainId === undefined ? null : { checkedAtSeconds: NOW },
      });
      const victim = by(10, 5);
      await sessions.createSession(victim);
      for (let count = 0; count <= LIMITS.sessionsPerAccountMax; count += 1)
        for (const chainId of [undefined, 1, 101]) await sessions.createSession(by(chainId, 100));
      expect(await sessions.sessionsOf([account], NOW)).to.have.length(3 * LIMITS.sessionsPerAccountMax + 1);
      for (let count = 0; count < LIMITS.sessionsPerAccountMax; count += 1)
        await sessions.createSession(by(10, 100));
      expect(await sessions.session(victim.signIn.sessionKey)).to.equal(undefined);
    });

    it("a contract account's session says when the contract was asked, a key's never does", async () => {
      const { sessions } = store();
      const ofContract = { ...session(), contract: { checkedAtSeconds: NOW } };
      const ofKey = session();
      for (const each of [ofContract, ofKey]) {
        await sessions.createSession(each);
        await sessions.markChecked(each.signIn, NOW + 600);
      }
      expect((await sessions.session(ofContract.signIn.sessionKey))?.contract).to.deep.equal({
        checkedAtSeconds: NOW + 600,
      });
      expect(await sessions.session(ofKey.signIn.sessionKey)).to.deep.equal(ofNobody(ofKey));
    });

    it("expired sessions are dropped, live ones kept", async () => {
      const { sessions } = store();
      const at = (seconds: number) => session(randomAccount(), { expirationTime: new Date(seconds * 1000) });
      const [old, live] = [at(1000), at(NOW)];
      await sessions.createSession(old);
      await sessions.createSession(live);
      expect(await sessions.dropExpiredBefore(1001)).to.equal(1);
      expect(await sessions.session(old.signIn.sessionKey)).to.equal(undefined);
      expect(await sessions.session(live.signIn.sessionKey)).to.deep.equal(ofNobody(live));
    });
  });
}
