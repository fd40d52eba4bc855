import type { IdosEvent, OwnSession } from "@idos/sdk";
import { expect } from "chai";
import { followEvents } from "../../sdk/src/events/follow-events.ts";
import { caughtBy, createLyingNode } from "../harness/lying-node.ts";
import { startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { backUpWithCode, cityFor, type Person, settled, sharedCity } from "../harness/people.ts";
import { refusalOf } from "../harness/refusals.ts";

describe("asking for access, and what an owner sees of it all", () => {
  let network: TestNetwork;
  let alice: Person;
  let bob: Person;
  const lying = createLyingNode();
  before(async () => {
    network = await startTestNetwork();
    alice = await settled(network, 1, { fetch: lying.fetch });
    bob = await settled(network, 2);
  });
  after(() => network.stop());
  afterEach(() => lying.honest());

  const ask = (accessFor: "1h" | "30d" | "never" = "30d") =>
    bob.consumer.requests.ask({
      ...{ ownerAccount: alice.account, records: ["profile/city"], purpose: "Send the book", accessFor },
    });

  it("goes from the asking to the reading", async () => {
    await alice.owner.records.create({ type: "profile/city", value: "Lisbon" });
    const id = await ask();
    const [received] = await alice.owner.requests.list({ state: "pending" });
    expect(received).to.deep.include({ id, requester: bob.account });
    expect(received?.asked).to.deep.equal({ records: ["profile/city"], purpose: "Send the book" });
    const granted = await alice.owner.requests.grant(id, { expiresIn: "7d" });
    expect(granted.nodeWasTold).to.equal(true);
    const { state, shareId } = await bob.consumer.requests.get(id);
    expect([state, shareId]).to.deep.equal(["granted", granted.shareId]);
    const [city] = await bob.consumer.readShare(granted.shareId, { atLeast: granted.readableFromBlock });
    expect(city?.content).to.deep.include({ value: "Lisbon" });
    expect(await refusalOf(alice.owner.requests.grant(id))).to.equal("REQUEST_CLOSED");
  });

  it("never grants for longer than was asked", async () => {
    const id = await ask("1h");
    expect(await refusalOf(alice.owner.requests.grant(id, { expiresIn: "2h" }))).to.equal("ARGUMENT_INVALID");
    expect(await refusalOf(alice.owner.requests.grant(id, { expiresIn: "never" }))).to.equal(
      "ARGUMENT_INVALID",
    );
    await alice.owner.requests.deny(id);
    expect((await bob.consumer.requests.list({ state: "denied" })).map((each) => each.id)).to.include(id);
  });

  it("is taken back by who asked, and by nobody else", async () => {
    const id = await ask();
    expect(await refusalOf(alice.consumer.requests.cancel(id))).to.equal("REQUEST_NOT_FOUND");
    await bob.consumer.requests.cancel(id);
    expect(await refusalOf(alice.owner.requests.deny(id))).to.equal("REQUEST_CLOSED");
  });

  it("hides what is asked while her keys are locked, and from the node", async () => {
    const id = await ask();
    expect(JSON.stringify(await alice.session.node.request(id))).not.to.contain("profile/city");
    const code = await backUpWithCode(alice.session.keys);
    await alice.session.keys.lock();
    const locked = (await alice.owner.requests.list({ state: "pending" })).find((each) => each.id === id);
    expect(locked).to.deep.include({ asked: null, askedUnknown: "keys-locked" });
    expect(await refusalOf(alice.owner.requests.grant(id))).to.equal("KEYS_LOCKED");
    await alice.session.keys.unlock({ recoveryCode: code });
    await alice.owner.requests.deny(id);
  });

  it("believes no node that makes a request up, or hands over another's delegation", async () => {
    const id = await ask();
    const other = await alice.session.node.request(id);
    const path = new RegExp(`/v1/requests/${id}$`);
    lying.lieAbout(path, (answer) => ({ ...answer, document: `${other.document.slice(0, -4)}AAAA` }));
    expect(await caughtBy(alice.owner.requests.grant(id))).to.equal("request-document");
    const { delegation } = await alice.session.node.record(
      await alice.owner.records.create({ type: "profile/city", value: "Porto" }),
    );
    lying.lieAbout(path, (answer) => ({ ...answer, delegation }));
    expect(await caughtBy(alice.owner.requests.grant(id))).to.equal("request-document");
    lying.honest();
    await alice.owner.requests.deny(id);
  });

  it("shows her each read, and finds out a node that leaves one away", async () => {
    const { shareId } = await sharedCity(alice, bob);
    await bob.consumer.readShare(shareId);
    const { reads, seen, missing } = await alice.owner.accessLog();
    expect(missing).to.deep.equal([]);
    expect(reads.filter(({ share }) => share === shareId).map(({ reader }) => reader)).to.include(
      bob.account,
    );
    await bob.consumer.readShare(shareId);
    expect((await alice.owner.accessLog(seen)).reads.length).to.be.above(reads.length);
    lying.lieAbout(/access-log$/, (answer) => ({ ...answer, receipts: [] }));
    expect(await caughtBy(alice.owner.accessLog(seen))).to.equal("receipts");
  });

  it("tells who is granted by events, and goes on behind the last one seen", async () => {
    const { request } = await cityFor(alice, bob);
    const stop = new AbortController();
    const events = followEvents(bob.session, { signal: stop.signal });
    const next = async (): Promise<IdosEvent | undefined> => {
      const told = await events.next();
      return told.done === true ? undefined : told.value;
    };
    expect((await next())?.kind).to.equal("start");
    const { shareId } = await alice.owner.grant(request);
    const told = await next();
    expect(told).to.deep.include({ kind: "grant", as: "grantee", share: shareId, state: "active" });
    stop.abort();
    expect((await events.next()).done).to.equal(true);
    await alice.owner.revoke(shareId);
    const later = followEvents(bob.session, told === undefined ? {} : { after: told.id });
    const { value } = await later.next();
    expect(value).to.deep.include({ kind: "grant", share: shareId, state: "ended" });
    await later.return(undefined);
  });

  it("lists her sessions, and ends the others", async () => {
    const sessions: readonly OwnSession[] = await alice.owner.sessions.list();
    expect(sessions.filter(({ current }) => current)).to.have.length(1);
    await alice.owner.sessions.endOthers();
    expect(await alice.owner.sessions.list()).to.have.length(1);
  });

  it("erases her where she has an entry", async () => {
    const carol = await settled(network, 3);
    expect(await carol.owner.eraseMe()).to.deep.equal([network.nodeUrl]);
    expect(await refusalOf(carol.owner.me())).to.equal("SESSION_UNKNOWN");
    expect(await refusalOf(alice.session.userOf(carol.session.account))).to.equal("USER_NOT_FOUND");
  });
});
