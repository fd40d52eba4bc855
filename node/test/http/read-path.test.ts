import { headerHash, PATHS, toHex } from "@idos/protocol";
import { expect } from "chai";
import type { Actor } from "../harness/actor.ts";
import { get } from "../harness/exchange.ts";
import { makeDeletion, makeVersion, remove, stage, store, type Version } from "../harness/records.ts";
import { putShare } from "../harness/shares.ts";
import { createUser, randomId, signedInProvider, succeeded, type User } from "../harness/story.ts";
import { CONFIRMATIONS, startTestNode, type TestNode } from "../harness/test-node.ts";

const ALICE = 0;
const BOB = 1;

/** What keeping the receipt of a read asks the database; the transaction around it included. */
const OF_RECEIPTS = /receipt|^(?:begin|commit|start transaction)/i;

describe("the path of a grantee's read", () => {
  let node: TestNode;
  let provider: Actor;
  let alice: User;
  let bob: User;
  let id: ReturnType<typeof randomId>;
  let version: Version;

  before(async () => {
    node = await startTestNode();
    provider = await signedInProvider(node);
    alice = await createUser(node, provider, node.deployed.chain.account(ALICE));
    bob = await createUser(node, provider, node.deployed.chain.account(BOB));
  });
  after(() => node.stop());
  beforeEach(async () => {
    version = await store(node, alice);
    id = randomId();
    succeeded(await alice.request(await putShare(node, id, alice, bob.account, [version])));
    const block = await node.deployed.grant({ owner: ALICE, grantee: BOB, shareId: id });
    await node.deployed.chain.mine(CONFIRMATIONS);
    succeeded(await bob.request(get(`${PATHS.share(id)}?atLeast=${block + CONFIRMATIONS}`)));
  });

  const envelope = (query = "") => get(PATHS.shareEnvelope(id, version.header.record) + query);
  async function queriesOf(sent: ReturnType<typeof get>): Promise<readonly string[]> {
    const before = node.queries.length;
    succeeded(await bob.request(sent));
    return node.queries.slice(before).filter((query) => !OF_RECEIPTS.test(query));
  }

  it("asks the database for what it shows twice, and then for nothing until that changes", async () => {
    // Session and share once more, with their versions at hand; the envelope.
    expect(await queriesOf(envelope())).to.have.length(3);
    for (const sent of [envelope(), get(PATHS.share(id)), envelope()])
      expect(await queriesOf(sent)).to.deep.equal([]);
    await store(node, alice);
    expect(await queriesOf(envelope())).to.have.length(2);
    expect(await queriesOf(envelope())).to.deep.equal([]);
  });

  it("decides anew for what is cached: a revocation ends it at its block", async () => {
    succeeded(await bob.request(envelope()));
    const block = await node.deployed.revoke({ owner: ALICE, grantee: BOB, shareId: id });
    expect((await bob.request(envelope(`?atLeast=${block}`))).outcome).to.equal("403 ACCESS_NOT_GRANTED");
  });

  it("leads to no cached envelope of a record that is deleted", async () => {
    succeeded(await bob.request(envelope()));
    succeeded(await alice.request(remove(await makeDeletion(node, alice, version))));
    expect((await bob.request(envelope())).outcome).to.equal("410 RECORD_DELETED");
  });

  it("leads to no cached envelope of a record that another process deleted or replaced", async () => {
    succeeded(await bob.request(envelope()));
    const own = get(PATHS.recordEnvelope(version.header.record));
    const second = await makeVersion(node, alice, alice.userId, version);
    succeeded(await alice.request(stage(second)));
    const wrappedKey = new Uint8Array(112);
    const stored = { ...second, headerJws: second.jws, envelopeBytes: second.envelope.length, wrappedKey };
    const delegation = { message: "", signature: "0x00" };
    // Past this process's cache, as a write through another one is.
    const shareKeys = [{ share: id, wrappedKey }];
    expect(await node.store.records.putRecord({ ...stored, delegation, shareKeys })).to.deep.equal({
      kind: "stored",
    });
    for (const [reader, sent] of [
      [bob, envelope()],
      [alice, own],
    ] as const)
      expect(toHex(succeeded(await reader.request(sent)).bytes)).to.equal(toHex(second.envelope));
    const deletion = await makeDeletion(node, alice, second);
    expect(deletion.header.prev).to.equal(headerHash(second.jws));
    await node.store.records.deleteRecord({ header: deletion.header, headerJws: deletion.jws, delegation });
    expect((await bob.request(envelope())).outcome).to.equal("410 RECORD_DELETED");
    expect((await alice.request(own)).outcome).to.equal("410 RECORD_DELETED");
  });

  it("takes a proof once, also where it was refused, and a replay leaves no receipt", async () => {
    const unshared = get(PATHS.share(randomId()));
    for (const [sent, outcome] of [
      [envelope(), "200"],
      [unshared, "403 ACCESS_NOT_GRANTED"],
      [get(`${PATHS.share(id)}?chainId=1`), "404 CHAIN_NOT_FOLLOWED"],
      [get(`${PATHS.share(id)}?chainId=x`), "400 MALFORMED_REQUEST"],
    ] as const) {
      const authorization = await bob.authorize(sent);
      expect((await bob.request(sent, { authorization })).outcome).to.equal(outcome);
      const before = await node.databaseDigest();
      const again = await Promise.all([1, 2, 3].map(() => bob.request(sent, { authorization })));
      for (const answer of again) expect(answer.outcome).to.equal("401 PROOF_REPLAYED");
      expect(await node.databaseDigest()).to.equal(before);
    }
  });

  it("serves one of many that show the same proof at once, with one receipt", async () => {
    const authorization = await bob.authorize(envelope());
    const before = node.queries.filter((query) => query.includes("add_receipts(")).length;
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => bob.request(envelope(), { authorization })),
    );
    expect(answers.filter(({ outcome }) => outcome === "200")).to.have.length(1);
    expect(node.queries.filter((query) => query.includes("add_receipts(")).length).to.equal(before + 1);
  });

  it("ends with the session, in the request after the sign-out", async () => {
    const other = await createUser(node, provider);
    succeeded(await other.request(get(PATHS.me)));
    await node.store.sessions.deleteSession(other);
    expect((await other.request(get(PATHS.me))).outcome).to.equal("401 SESSION_UNKNOWN");
  });
});
