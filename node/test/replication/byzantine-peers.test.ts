import {
  formatManifest,
  type HeadFeed,
  itemHash,
  LIMITS,
  type Manifest,
  manifestHash,
  parseManifest,
  PATHS,
  TIMES,
} from "@idos/protocol";
import { expect } from "chai";
import { nowSeconds } from "../harness/actor.ts";
import {
  answer,
  type ByzantinePeer,
  feedIn,
  honestly,
  isEnvelope,
  isFeed,
  isItem,
  isManifest,
  type PeerAnswer,
  startByzantinePeer,
} from "../harness/byzantine-peer.ts";
import { exchange, get } from "../harness/exchange.ts";
import { makeHead, ownHead, publishHead, putHead } from "../harness/heads.ts";
import { type Operators, startOperators } from "../harness/operators.ts";
import { makeDeletion, store, type Version } from "../harness/records.ts";
import { createUser, signedInProvider, succeeded, type User } from "../harness/story.ts";
import type { TestNode } from "../harness/test-node.ts";

describe("a peer that lies", () => {
  let operators: Operators;
  let home: TestNode;
  let victim: TestNode;
  let liar: ByzantinePeer;
  let alice: User;
  let mallory: User;
  let record: Version;

  const held = async (node: TestNode = victim, of: User = alice) => ({
    head: await node.store.replicas.head(of.userId),
    snapshot: await node.store.replicas.ownerSnapshot(of.userId),
  });

  /** What came of the liar's heads, when nothing of Alice's changed by it. */
  async function inVain(): Promise<unknown> {
    const before = await held();
    // As if it had not been asked yet.
    await victim.store.replicas.movePeerCursor(liar.peer.key, {
      after: 0,
      sweptAtSeconds: nowSeconds(victim),
    });
    const { outcomes, broken } = await victim.pull(liar.peer);
    expect(await held()).to.deep.equal(before);
    return broken ?? [...new Set(outcomes)].filter((outcome) => outcome !== "held").join();
  }

  /** A feed of one head. */
  function feedOf(head: string, of: User = alice): (path: string) => PeerAnswer {
    const delegation = delegations.get(of);
    return (path) => {
      const isNew = path.endsWith("after=0");
      return answer({ heads: isNew ? [{ head, delegation, seq: 1 }] : [], next: 1, last: 1 });
    };
  }
  const delegations = new Map<User, HeadFeed["heads"][number]["delegation"]>();

  /** The manifest that Alice has at home, with changes, signed by her, and told by the liar alone. */
  async function lieWith(
    change: (manifest: Manifest) => Manifest,
    items: readonly string[] = [],
  ): Promise<void> {
    const manifest = parseManifest((await ownHead(alice)).manifest);
    if (manifest === undefined) throw new Error("the node's manifest is none");
    const text = formatManifest(change(manifest));
    const feed = feedOf(await makeHead(home, alice, { claims: { manifest: manifestHash(text) } }));
    const byPath = new Map(items.map((item) => [PATHS.replicaItem(alice.userId, itemHash(item)), item]));
    liar.lie = (path, honest) => {
      if (isFeed(path)) return feed(path);
      if (isManifest(path)) return answer(text);
      const item = byPath.get(path);
      return item === undefined ? honest : answer(item);
    };
  }

  before(async () => {
    operators = await startOperators(2);
    const [a, b] = operators.nodes;
    if (a === undefined || b === undefined) throw new Error("two nodes");
    [home, victim] = [a, b];
    liar = await startByzantinePeer(home.peer);
    operators.admit(liar.peer);
    const provider = await signedInProvider(home);
    [alice, mallory] = [await createUser(home, provider), await createUser(home, provider)];
    record = await store(home, alice);
    for (const user of [alice, mallory]) {
      await store(home, user);
      await publishHead(home, user);
      const head = await home.store.replicas.head(user.userId);
      if (head !== undefined) delegations.set(user, head.delegation);
    }
  });
  after(async () => {
    await liar.stop();
    await operators.stop();
  });
  afterEach(() => {
    liar.lie = honestly;
  });

  it("is believed where it does not lie", async () => {
    const { outcomes } = await victim.pull(liar.peer);
    expect(outcomes).to.deep.equal(["adopted", "adopted"]);
    expect(await held()).to.deep.equal(await held(home));
  });

  it("rolls nobody back with a head that was replaced", async () => {
    const old = (await ownHead(alice)).current?.head ?? "";
    record = await store(home, alice, record);
    await publishHead(home, alice);
    await victim.pull(home.peer);
    const feed = feedOf(old);
    liar.lie = (path, honest) => (isFeed(path) ? feed(path) : honest);
    expect(await inVain()).to.equal("older");
  });

  it("does not put one of two heads of a revision in the place of the other", async () => {
    const nodes = [home.origin, victim.origin];
    const other = await makeHead(home, alice, { claims: { nodes } });
    succeeded(await alice.request(putHead(await makeHead(home, alice))));
    await victim.pull(home.peer);
    const feed = feedOf(other);
    liar.lie = (path, honest) => (isFeed(path) ? feed(path) : honest);
    expect(await inVain()).to.equal("equivocation");
  });

  it("cannot have a head signed by somebody else", async () => {
    const forged = await makeHead(home, alice, { signer: mallory });
    liar.lie = (path, honest) => (isFeed(path) ? feedOf(forged)(path) : honest);
    expect(await inVain()).to.equal("unsigned");
    const hers = await makeHead(home, alice, { signer: mallory, claims: { author: mallory.account } });
    const feed = feedOf(hers, mallory);
    liar.lie = (path, honest) => (isFeed(path) ? feed(path) : honest);
    expect(await inVain()).to.equal("unsigned");
  });

  it("cannot date a head ahead", async () => {
    const iat = nowSeconds(victim) + TIMES.headSkewSeconds + 60;
    const feed = feedOf(await makeHead(home, alice, { claims: { iat } }));
    liar.lie = (path, honest) => (isFeed(path) ? feed(path) : honest);
    expect(await inVain()).to.equal("from-future");
  });

  it("cannot bring an owner to a node that she did not choose", async () => {
    const feed = feedOf(await makeHead(home, alice, { claims: { nodes: [home.origin] } }));
    liar.lie = (path, honest) => (isFeed(path) ? feed(path) : honest);
    expect(await inVain()).to.equal("not-here");
  });

  it("cannot answer with another manifest than the signed one", async () => {
    const feed = feedOf(await makeHead(home, alice));
    const manifest = parseManifest((await ownHead(alice)).manifest);
    if (manifest === undefined) throw new Error("the node's manifest is none");
    const without = formatManifest({ ...manifest, records: [] });
    liar.lie = (path, honest) => (isFeed(path) ? feed(path) : isManifest(path) ? answer(without) : honest);
    expect(await inVain()).to.equal("withheld");
  });

  it("cannot lower a record's version, whatever its owner was made to sign", async () => {
    await lieWith((manifest) => ({
      ...manifest,
      records: manifest.records.map((each) => ({ ...each, version: 1 })),
    }));
    expect(await inVain()).to.equal("older-record");
  });

  it("cannot forge a deletion, whatever her node made its owner sign", async () => {
    const { header, jws } = await makeDeletion(home, mallory, record, { owner: alice.userId });
    const item = JSON.stringify({
      ...{ header: jws, delegation: delegations.get(mallory), wrappedKey: null, envelopeBytes: 0 },
    });
    await lieWith(
      (manifest) => ({
        ...manifest,
        records: manifest.records.map((each) =>
          each.record === header.record ? { ...each, version: header.version, item: itemHash(item) } : each,
        ),
      }),
      [item],
    );
    expect(await inVain()).to.equal("unsigned");
  });

  it("cannot pass off somebody else's record as the owner's", async () => {
    const theirs = await home.store.replicas.ownerSnapshot(mallory.userId);
    const manifest = parseManifest((await ownHead(mallory)).manifest);
    const [stolen] = manifest?.records ?? [];
    if (theirs === undefined || stolen === undefined) throw new Error("Mallory has a record");
    const { body } = await liar.honest(PATHS.replicaItem(mallory.userId, stolen.item));
    await lieWith(
      (own) => ({ ...own, records: [...own.records, stolen].sort((a, b) => (a.record < b.record ? -1 : 1)) }),
      [new TextDecoder().decode(Buffer.from(body))],
    );
    expect(await inVain()).to.equal("foreign");
  });

  describe("about what is new", () => {
    before(async () => {
      record = await store(home, alice, record);
      await publishHead(home, alice);
    });

    it("withholds an item from nobody but its own peers", async () => {
      liar.lie = (path, honest) => (isItem(path) ? { status: 404, body: "" } : honest);
      expect(await inVain()).to.equal("withheld");
    });

    it("cannot send other bytes than an item's", async () => {
      liar.lie = (path, honest) =>
        isItem(path) ? answer(`${Buffer.from(honest.body).toString()} `) : honest;
      expect(await inVain()).to.equal("other-bytes");
    });

    it("cannot fill the memory with an item, a manifest or a feed", async () => {
      const large = "x".repeat(4 * LIMITS.manifestBytesMax);
      liar.lie = (path, honest) => (isItem(path) ? answer(large) : honest);
      expect(await inVain()).to.equal("too-large");
      liar.lie = (path, honest) => (isManifest(path) ? answer(large) : honest);
      expect(await inVain()).to.equal("too-large");
      liar.lie = (path, honest) => (isFeed(path) ? answer(large) : honest);
      expect(await inVain()).to.equal("too-large");
    });

    it("cannot send another envelope, nor a larger one", async () => {
      liar.lie = (path, { status, body }) => {
        const bytes = Buffer.from(body);
        if (isEnvelope(path)) bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
        return { status, body: bytes };
      };
      expect(await inVain()).to.equal("other-bytes");
      liar.lie = (path, { status, body }) => ({
        status,
        body: isEnvelope(path) ? Buffer.concat([Buffer.from(body), Buffer.alloc(1)]) : body,
      });
      expect(await inVain()).to.equal("too-large");
    });

    it("cannot send a feed that goes backwards, or is none", async () => {
      const backwards = (path: string, honest: PeerAnswer): PeerAnswer => {
        if (!isFeed(path)) return honest;
        const feed = feedIn(honest);
        return answer({ ...feed, heads: [...feed.heads].reverse() });
      };
      for (const lie of [
        backwards,
        (path: string, honest: PeerAnswer) => (isFeed(path) ? answer("{") : honest),
      ]) {
        liar.lie = lie;
        expect(await inVain()).to.equal("malformed");
      }
    });

    it("is left alone when it floods", async () => {
      const [head] = feedIn(await liar.honest(`${PATHS.replicationFeed}?after=0`)).heads;
      let asked = 0;
      liar.lie = (path, honest) => {
        if (!isFeed(path)) return honest;
        asked += 1;
        const first = Number(new URL(path, home.origin).searchParams.get("after")) + 1;
        const heads = Array.from({ length: LIMITS.feedPageSizeMax }, (_, at) => ({
          ...head,
          head: "e30.e30.e30",
          seq: first + at,
        }));
        return answer({ heads, next: first + LIMITS.feedPageSizeMax - 1, last: 1e9 });
      };
      expect(await inVain()).to.equal("malformed");
      expect(asked).to.be.lessThan(5);
    });

    it("does not keep the victim from an honest peer", async () => {
      expect((await victim.pull(home.peer)).outcomes).to.include("adopted");
      expect(await held()).to.deep.equal(await held(home));
    });
  });

  it("learns nothing where it is not a peer", async () => {
    const stranger = await startByzantinePeer(home.peer);
    for (const path of [`${PATHS.replicationFeed}?after=0`, PATHS.replicaManifest(alice.userId)])
      expect((await stranger.honest(path)).status).to.equal(403);
    await stranger.stop();
    expect((await exchange(home.origin, get(PATHS.replicationFeed))).outcome).to.equal("401 PROOF_MISSING");
  });
});
