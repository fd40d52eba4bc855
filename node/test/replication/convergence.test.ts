import { PATHS, shareSchema, storedRecordSchema } from "@idos/protocol";
import { expect } from "chai";
import { createActor } from "../harness/actor.ts";
import { erase, signErasure } from "../harness/erasure.ts";
import { get, jsonRequest } from "../harness/exchange.ts";
import { publishHead } from "../harness/heads.ts";
import { type Operators, startOperators } from "../harness/operators.ts";
import { makeDeletion, put, remove, stage, makeVersion, store, type Version } from "../harness/records.ts";
import { putShare } from "../harness/shares.ts";
import {
  backUpTwice,
  createUser,
  keyBinding,
  randomId,
  signedInProvider,
  succeeded,
  type User,
  writeGrant,
} from "../harness/story.ts";
import { CONFIRMATIONS, type TestNode } from "../harness/test-node.ts";

const ALICE = 0;
const BOB = 1;

/** The same person at another node, by a session of her own there. */
async function alsoAt(node: TestNode, user: User): Promise<User> {
  const actor = await createActor(node, user.wallet);
  succeeded(await actor.signIn());
  return { ...actor, userId: user.userId };
}

describe("an owner's data at other operators' nodes", () => {
  let operators: Operators;
  let one: TestNode;
  let two: TestNode;
  let three: TestNode;
  let alice: User;
  let aliceAtTwo: User;
  let first: Version;

  const recordAt = async (user: User, { header }: Version) =>
    storedRecordSchema.parse(succeeded(await user.request(get(PATHS.record(header.record)))).json);
  const envelopeAt = async (user: User, { header }: Version) =>
    succeeded(await user.request(get(PATHS.recordEnvelope(header.record)))).bytes;

  before(async () => {
    operators = await startOperators(3);
    const [a, b, c] = operators.nodes;
    if (a === undefined || b === undefined || c === undefined) throw new Error("three nodes");
    [one, two, three] = [a, b, c];
    const provider = await signedInProvider(one);
    alice = await createUser(one, provider, operators.deployed.chain.account(ALICE));
    await backUpTwice(alice);
    succeeded(await alice.request(jsonRequest("PUT", PATHS.keyBinding, await keyBinding(one, alice))));
    first = await store(one, alice);
  });
  after(() => operators.stop());

  it("are not there before she has signed a head", async () => {
    expect(await two.pull(one.peer)).to.deep.equal({ outcomes: [], broken: undefined });
    expect(await two.store.users.userById(alice.userId)).to.equal(undefined);
  });

  it("are there once she has, and she signs in and reads", async () => {
    await publishHead(one, alice);
    expect((await two.pull(one.peer)).outcomes).to.deep.equal(["adopted"]);
    aliceAtTwo = await alsoAt(two, alice);
    expect(await recordAt(aliceAtTwo, first)).to.deep.equal(await recordAt(alice, first));
    expect(await envelopeAt(aliceAtTwo, first)).to.deep.equal(first.envelope);
    expect(await two.store.users.keyBackups(alice.userId)).to.deep.equal(
      await one.store.users.keyBackups(alice.userId),
    );
    expect(await two.store.users.userById(alice.userId)).to.deep.equal(
      await one.store.users.userById(alice.userId),
    );
  });

  it("go on to a node that knows only a replica", async () => {
    expect((await three.pull(two.peer)).outcomes).to.deep.equal(["adopted"]);
    expect(await three.store.replicas.head(alice.userId)).to.deep.equal(
      await one.store.replicas.head(alice.userId),
    );
    expect((await three.pull(one.peer)).outcomes).to.deep.equal(["held"]);
  });

  it("are asked for again only when they have changed", async () => {
    expect((await two.pull(one.peer)).outcomes).to.deep.equal([]);
    first = await store(one, alice, first);
    await publishHead(one, alice);
    expect((await two.pull(one.peer)).outcomes).to.deep.equal(["adopted"]);
    expect(await envelopeAt(aliceAtTwo, first)).to.deep.equal(first.envelope);
  });

  it("are read there by a grantee", async () => {
    const bob = await createUser(two, await signedInProvider(two), operators.deployed.chain.account(BOB));
    const share = randomId();
    succeeded(await alice.request(await putShare(one, share, alice, bob.account, [first])));
    await publishHead(one, alice);
    await two.pull(one.peer);
    const block = await operators.deployed.grant({ owner: ALICE, grantee: BOB, shareId: share });
    await operators.deployed.chain.mine(CONFIRMATIONS);
    const answer = await bob.request(get(`${PATHS.share(share)}?atLeast=${block + CONFIRMATIONS}`));
    const { records } = shareSchema.parse(succeeded(answer).json);
    expect(records.map(({ record, wrappedKey }) => [record, wrappedKey === null])).to.deep.equal([
      [first.header.record, false],
    ]);
  });

  it("may be changed at a replica, and come back", async () => {
    const written = await store(two, aliceAtTwo, first);
    await publishHead(two, aliceAtTwo);
    expect((await one.pull(two.peer)).outcomes).to.deep.equal(["adopted"]);
    expect(await envelopeAt(alice, written)).to.deep.equal(written.envelope);
    first = written;
  });

  it("are what an issuer added too, once she has signed it", async () => {
    const issuer = await createUser(one, await signedInProvider(one));
    const header = { kind: "credential", writeGrant: await writeGrant(one, alice, issuer) } as const;
    const credential = await makeVersion(one, issuer, alice.userId, undefined, { header });
    succeeded(await issuer.request(stage(credential)));
    succeeded(await issuer.request(put(credential)));
    await publishHead(one, alice);
    await operators.pullAll();
    expect(await envelopeAt(aliceAtTwo, credential)).to.deep.equal(credential.envelope);
  });

  it("are gone there when she has deleted them", async () => {
    succeeded(await alice.request(remove(await makeDeletion(one, alice, first))));
    await publishHead(one, alice);
    await operators.pullAll();
    for (const { store: at } of [one, two, three]) {
      expect(await at.records.envelopeChunk(first.header, 0)).to.equal(undefined);
      expect((await at.records.record(first.header.record))?.header.deleted).to.equal(true);
    }
    const heads = await Promise.all([one, two, three].map(({ store: at }) => at.replicas.head(alice.userId)));
    expect(new Set(heads.map((head) => head?.hash)).size).to.equal(1);
  });

  it("do not come back to a node where she was erased", async () => {
    succeeded(await alice.request(erase(await signErasure(one, alice))));
    await one.store.replicas.movePeerCursor(two.peer.key, { after: 0, sweptAtSeconds: 0 });
    expect((await one.pull(two.peer)).outcomes).to.deep.equal(["erased"]);
    expect(await one.store.users.userById(alice.userId)).to.equal(undefined);
    expect(await one.store.replicas.head(alice.userId)).to.equal(undefined);
  });
});
