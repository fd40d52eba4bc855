import { type Bytes32, LIMITS, type NodeEvent, PATHS } from "@idos/protocol";
import { expect } from "chai";
import type { Actor } from "../harness/actor.ts";
import { openStream } from "../harness/event-stream.ts";
import { get } from "../harness/exchange.ts";
import { store } from "../harness/records.ts";
import { putShare, seal } from "../harness/shares.ts";
import { createUser, randomId, signedInProvider, succeeded, type User } from "../harness/story.ts";
import { CONFIRMATIONS, startTestNode, type TestNode } from "../harness/test-node.ts";

const ALICE = 0;
const BOB = 1;
const MALLORY = 2;

describe("events over HTTP", () => {
  let node: TestNode;
  let provider: Actor;
  let alice: User;
  let bob: User;
  let mallory: User;

  before(async () => {
    node = await startTestNode();
    provider = await signedInProvider(node);
    const asUser = (index: number): Promise<User> =>
      createUser(node, provider, node.deployed.chain.account(index));
    alice = await asUser(ALICE);
    bob = await asUser(BOB);
    mallory = await asUser(MALLORY);
  });
  after(() => node.stop());

  const staged = async (): Promise<Bytes32> => {
    const share = randomId();
    const version = await store(node, alice);
    succeeded(await alice.request(await putShare(node, share, alice, bob.account, [version])));
    return share;
  };
  const grant = (shareId: Bytes32) => node.deployed.grant({ owner: ALICE, grantee: BOB, shareId });
  const confirm = () => node.deployed.chain.mine(CONFIRMATIONS);
  const of = (share: Bytes32, state: string) => (event: NodeEvent) =>
    event.kind === "grant" && event.share === share && event.state === state;
  const states = (told: readonly { event: NodeEvent }[], share: Bytes32) =>
    told.flatMap(({ event }) => (event.kind === "grant" && event.share === share ? [event.state] : []));

  it("tell owner and grantee of a grant when it is seen, when it counts, and when it ends", async () => {
    const share = await staged();
    const streams = [await openStream(node, alice), await openStream(node, bob)];
    for (const stream of streams) expect((await stream.next())?.event.kind).to.equal("start");
    await grant(share);
    for (const stream of streams) await stream.until(of(share, "pending"));
    await confirm();
    for (const stream of streams) await stream.until(of(share, "active"));
    await node.deployed.revoke({ owner: ALICE, grantee: BOB, shareId: share });
    const ends = [];
    for (const stream of streams) ends.push((await stream.until(of(share, "ended"))).at(-1)?.event);
    expect(ends.map((event) => event?.kind === "grant" && event.as)).to.deep.equal(["owner", "grantee"]);
    for (const stream of streams) await stream.close();
  });

  it("tell nobody else, and nothing of a grant whose share this node does not have", async () => {
    const share = await staged();
    const [hers, others] = [await openStream(node, alice), await openStream(node, mallory)];
    await node.deployed.grant({ owner: ALICE, grantee: MALLORY, shareId: randomId() });
    await grant(share);
    await confirm();
    await hers.until(of(share, "active"));
    const mark = randomId();
    const version = await store(node, alice);
    succeeded(await alice.request(await putShare(node, mark, alice, mallory.account, [version])));
    await node.deployed.grant({ owner: ALICE, grantee: MALLORY, shareId: mark });
    const seen = await others.until(of(mark, "pending"));
    expect(seen.map(({ event }) => event.kind)).to.deep.equal(["start", "grant"]);
    await hers.close();
    await others.close();
  });

  it("tell a sealed share's owner alone", async () => {
    const [share, salt] = [randomId(), randomId()];
    const sealed = seal(share, bob.account, salt);
    const version = await store(node, alice);
    succeeded(await alice.request(await putShare(node, share, alice, sealed, [version])));
    const [hers, his] = [await openStream(node, alice), await openStream(node, bob)];
    await node.deployed.grantSealed(ALICE, sealed.handle);
    await hers.until(of(share, "pending"));
    const open = await staged();
    await grant(open);
    const seen = await his.until(of(open, "pending"));
    expect(states(seen, share)).to.deep.equal([]);
    await hers.close();
    await his.close();
  });

  it("go on behind the last one that was seen, and miss nothing of the time between", async () => {
    const [first, second] = [await staged(), await staged()];
    const before = await openStream(node, alice);
    await grant(first);
    const last = (await before.until(of(first, "pending"))).at(-1);
    await before.close();
    await grant(second);
    await confirm();
    await node.deployed.revoke({ owner: ALICE, grantee: BOB, shareId: second });
    await confirm();
    const after = await openStream(node, alice, last?.id);
    const missing = new Set([`${first} active`, `${second} ended`]);
    const told = await after.until((event) => {
      if (event.kind === "grant") missing.delete(`${event.share} ${event.state}`);
      return missing.size === 0;
    });
    expect(told.map(({ event }) => event.kind)).not.to.include.members(["resync", "start"]);
    await after.close();
  });

  it("tell of every share that revokeAll ends", async () => {
    const shares = [await staged(), await staged()];
    const his = await openStream(node, bob);
    for (const share of shares) await grant(share);
    await node.deployed.revokeAll(ALICE);
    const open = new Set(shares);
    await his.until((event) => {
      if (event.kind === "grant" && event.state === "ended") open.delete(event.share);
      return open.size === 0;
    });
    await his.close();
  });

  it("say resync once a reorg has undone what they told", async () => {
    const share = await staged();
    const stream = await openStream(node, alice);
    const snapshot = await node.deployed.chain.snapshot();
    await grant(share);
    await stream.until(of(share, "pending"));
    await node.deployed.chain.revert(snapshot);
    await node.deployed.chain.mine(3);
    await stream.until(({ kind }) => kind === "resync");
    await stream.close();
  });

  it("say resync behind a place that is not of this chain's history", async () => {
    for (const after of [`1-${randomId()}-1`, `999999999-${randomId()}-999999999`]) {
      const stream = await openStream(node, alice, after);
      expect((await stream.next())?.event.kind).to.equal("resync");
      const share = await staged();
      await grant(share);
      await stream.until(of(share, "pending"));
      await stream.close();
    }
  });

  it("end with the session", async () => {
    const other = await createUser(node, provider);
    const stream = await openStream(node, other);
    succeeded(await other.request({ method: "DELETE", path: PATHS.currentSession }));
    await node.deployed.chain.mine(1);
    const told = await stream.until(({ kind }) => kind === "end");
    expect(told.at(-1)?.event).to.deep.equal({ kind: "end", reason: "session" });
    expect(await stream.next()).to.equal(undefined);
  });

  it("are so many for a session at most, and a place whose client went away is free again", async () => {
    const streams = [];
    for (let at = 0; at < LIMITS.eventStreamsPerSessionMax; at += 1)
      streams.push(await openStream(node, mallory));
    const refused = await mallory.request(get(PATHS.events));
    expect(refused.outcome).to.equal("429 LIMIT_REACHED");
    for (const stream of streams) await stream.close();
    for (;;) {
      await node.deployed.chain.mine(1);
      const opened = await openStream(node, mallory).catch(() => undefined);
      if (opened === undefined) continue;
      await opened.close();
      return;
    }
  });

  it("are for those who are signed in and may read", async () => {
    const stranger = await provider.request(get(PATHS.events), { authorization: null });
    expect(stranger.outcome).to.equal("401 PROOF_MISSING");
    const writer = await createUser(node, provider);
    succeeded(await writer.signIn(["write"]));
    expect((await writer.request(get(PATHS.events))).outcome).to.equal("403 SCOPE_MISSING");
    const wrong = await alice.request(get(`${PATHS.events}?after=7`));
    expect(wrong.outcome).to.equal("400 MALFORMED_REQUEST");
  });
});
