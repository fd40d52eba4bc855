import { type ListedSession, PATHS, sessionListSchema } from "@idos/protocol";
import { expect } from "chai";
import { Wallet } from "ethers";
import { type Actor, createActor } from "../harness/actor.ts";
import { get } from "../harness/exchange.ts";
import { linkAccount } from "../harness/linked-account.ts";
import { createUser, signedInProvider, succeeded, type User } from "../harness/story.ts";
import { DASHBOARD, READER_PAGE, startTestNode, type TestNode } from "../harness/test-node.ts";

const newKey = (): Wallet => new Wallet(Wallet.createRandom().privateKey);

describe("the sessions of a user", () => {
  let node: TestNode;
  let provider: Actor;
  let alice: User;
  let phone: Actor;
  let second: Actor;
  before(async () => {
    node = await startTestNode();
    provider = await signedInProvider(node);
  });
  after(() => node.stop());

  beforeEach(async () => {
    alice = await createUser(node, provider);
    const added = newKey();
    succeeded(await alice.request(await linkAccount(node, alice, added)));
    phone = await createActor(node, alice.wallet);
    succeeded(await phone.signIn(["read"], { originHeader: READER_PAGE }));
    second = await createActor(node, added);
    succeeded(await second.signIn());
  });

  const listed = async (by: Actor): Promise<readonly ListedSession[]> =>
    sessionListSchema.parse(succeeded(await by.request(get(PATHS.sessions))).json).sessions;
  const end = async (by: Actor, whose: Actor): Promise<string> =>
    (await by.request({ method: "DELETE", path: PATHS.session(whose.sessionKey) })).outcome;
  const isServed = async (by: Actor): Promise<string> => (await by.request(get(PATHS.me))).outcome;

  it("are listed over all of her accounts, each with its site, scopes and times", async () => {
    const sessions = await listed(alice);
    const keys = [alice, phone, second].map(({ sessionKey }) => sessionKey);
    expect(sessions.map(({ session }) => session)).to.have.members(keys);
    expect(sessions.filter(({ current }) => current).map(({ session }) => session)).to.deep.equal([
      alice.sessionKey,
    ]);
    const ofPhone = sessions.find(({ session }) => session === phone.sessionKey);
    expect(ofPhone).to.deep.include({
      account: alice.account,
      site: new URL(READER_PAGE).host,
      scopes: ["read"],
    });
    const ofSecond = sessions.find(({ session }) => session === second.sessionKey);
    expect(ofSecond).to.deep.include({ account: second.account, site: new URL(DASHBOARD).host });
    expect((ofSecond?.expiresAt ?? 0) - (ofSecond?.issuedAt ?? 0)).to.equal(3600);
  });

  it("are, of an account without an entry, its own alone", async () => {
    const nobody = await createActor(node);
    succeeded(await nobody.signIn());
    expect((await listed(nobody)).map(({ session }) => session)).to.deep.equal([nobody.sessionKey]);
  });

  it("end one by one, from another account too, and are refused at once", async () => {
    expect(await end(second, phone)).to.equal("204");
    expect(await isServed(phone)).to.equal("401 SESSION_UNKNOWN");
    expect(await isServed(alice)).to.equal("200");
    expect((await listed(alice)).map(({ session }) => session)).not.to.include(phone.sessionKey);
  });

  it("all end but the one that asks for it", async () => {
    succeeded(await alice.request({ method: "DELETE", path: PATHS.sessions }));
    expect(await isServed(phone)).to.equal("401 SESSION_UNKNOWN");
    expect(await isServed(second)).to.equal("401 SESSION_UNKNOWN");
    expect(await isServed(alice)).to.equal("200");
    expect(await isServed(provider), "another's").to.equal("403 NO_USER");
  });

  it("are not there for anyone else, and not ended by a session that may only read", async () => {
    const mallory = await createUser(node, provider);
    expect(await end(mallory, alice)).to.equal("404 SESSION_NOT_FOUND");
    expect(await end(mallory, await createActor(node))).to.equal("404 SESSION_NOT_FOUND");
    succeeded(await mallory.request({ method: "DELETE", path: PATHS.sessions }));
    expect(await end(phone, alice)).to.equal("403 SCOPE_MISSING");
    expect((await phone.request({ method: "DELETE", path: PATHS.sessions })).outcome).to.equal(
      "403 SCOPE_MISSING",
    );
    for (const by of [alice, phone, second]) expect(await isServed(by)).to.equal("200");
  });
});
