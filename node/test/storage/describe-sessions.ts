import { expect } from "chai";
import type { StoredSession } from "../../src/storage/sessions.ts";
import type { Store } from "../../src/storage/store.ts";
import { accountLink, NOW, randomAccount, randomId, session } from "./examples.ts";

/** As it is found while no user has its account. */
const ofNobody = (created: StoredSession) => ({ ...created, userId: null });

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
      expect(await store().sessions.session(sessionKey)).to.deep.equal({ ...created, userId });
    });

    it("an unknown session and a signed-out one are not there", async () => {
      const { sessions } = store();
      const created = session();
      const key = created.signIn.sessionKey;
      expect(await sessions.session(key)).to.equal(undefined);
      await sessions.createSession(created);
      await sessions.deleteSession(key);
      expect(await sessions.session(key)).to.equal(undefined);
      await sessions.deleteSession(key);
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
