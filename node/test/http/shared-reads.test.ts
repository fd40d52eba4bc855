import { PATHS, problemSchema, shareSchema, sharePageSchema, toHex } from "@idos/protocol";
import { expect } from "chai";
import { type Actor } from "../harness/actor.ts";
import { onEachDatabase } from "../harness/databases.ts";
import { get, jsonRequest } from "../harness/exchange.ts";
import { makeDeletion, remove, store, type Version } from "../harness/records.ts";
import { documentOf, putShare } from "../harness/shares.ts";
import { createUser, randomId, signedInProvider, succeeded, type User } from "../harness/story.ts";
import { CONFIRMATIONS, type TestNode } from "../harness/test-node.ts";

/** Numbers of the chain's accounts. */
const ALICE = 0;
const BOB = 1;
const MALLORY = 2;

onEachDatabase("reading a share over HTTP", (start) => {
  let node: TestNode;
  let provider: Actor;
  let alice: User;
  let bob: User;
  let mallory: User;

  const asUser = (index: number): Promise<User> =>
    createUser(node, provider, node.deployed.chain.account(index));
  before(async () => {
    node = await start();
    provider = await signedInProvider(node);
    alice = await asUser(ALICE);
    bob = await asUser(BOB);
    mallory = await asUser(MALLORY);
  });
  after(() => node.stop());

  const share = async (): Promise<{ id: ReturnType<typeof randomId>; version: Version }> => {
    const version = await store(node, alice);
    const id = randomId();
    succeeded(await alice.request(await putShare(node, id, alice, bob.account, [version])));
    return { id, version };
  };
  const grant = (shareId: ReturnType<typeof randomId>, owner = ALICE) =>
    node.deployed.grant({ owner, grantee: BOB, shareId });
  const granted = async () => {
    const made = await share();
    const block = await grant(made.id);
    await node.deployed.chain.mine(CONFIRMATIONS);
    return { ...made, atLeast: block + CONFIRMATIONS };
  };
  const read = (id: ReturnType<typeof randomId>, atLeast?: number | string, reader: Actor = bob) =>
    reader.request(get(PATHS.share(id) + (atLeast === undefined ? "" : `?atLeast=${atLeast}`)));

  it("denies before the grant, names an unconfirmed one, serves a confirmed one with its block", async () => {
    const { id, version } = await share();
    expect((await read(id)).outcome).to.equal("403 ACCESS_NOT_GRANTED");
    const block = await grant(id);
    expect((await read(id, block)).outcome).to.equal("403 GRANT_UNCONFIRMED");
    await node.deployed.chain.mine(CONFIRMATIONS);
    const answer = shareSchema.parse(succeeded(await read(id, block + CONFIRMATIONS)).json);
    expect(await documentOf(answer)).to.include({ share: id, owner: alice.userId });
    expect(answer.decidedAt?.blockNumber).to.be.at.least(block + CONFIRMATIONS);
    expect(answer.records.map(({ header }) => header)).to.deep.equal([version.jws]);
    expect(answer.records[0]?.wrappedKey).to.have.length(112);
  });

  it("serves the envelope to the grantee, with the block of the decision in a header", async () => {
    const { id, version, atLeast } = await granted();
    const path = `${PATHS.shareEnvelope(id, version.header.record)}?atLeast=${atLeast}`;
    const answer = succeeded(await bob.request(get(path)));
    expect(toHex(answer.bytes)).to.equal(toHex(version.envelope));
    expect(answer.headers.get("content-type")).to.equal("application/octet-stream");
    expect(answer.headers.get("x-idos-decided-at")).to.match(
      new RegExp(`^${node.deployed.chain.chainId} ${node.deployed.contract} \\d+ 0x[0-9a-f]{64}$`),
    );
  });

  it("denies at the very block of the revocation", async () => {
    const { id, atLeast } = await granted();
    succeeded(await read(id, atLeast));
    const block = await node.deployed.revoke({ owner: ALICE, grantee: BOB, shareId: id });
    expect((await read(id, block)).outcome).to.equal("403 ACCESS_NOT_GRANTED");
  });

  it("answers a missing and an ungranted share alike, the request's id aside", async () => {
    const { id } = await share();
    const newest = await node.deployed.chain.provider.getBlockNumber();
    const answers = [await read(id, newest), await read(randomId(), newest)];
    const bodies = answers.map(({ json }) => ({ ...problemSchema.parse(json), requestId: "" }));
    expect(bodies[0]).to.deep.equal(bodies[1]);
  });

  it("does not serve a grant that someone else's account signed for the owner's share", async () => {
    const { id } = await share();
    const block = await grant(id, MALLORY);
    await node.deployed.chain.mine(CONFIRMATIONS);
    expect((await read(id, block + CONFIRMATIONS)).outcome).to.equal("403 ACCESS_NOT_GRANTED");
  });

  it("does not serve a granted share to anyone but its grantee", async () => {
    const { id, atLeast } = await granted();
    expect((await read(id, atLeast, mallory)).outcome).to.equal("403 ACCESS_NOT_GRANTED");
    expect((await read(id, atLeast, provider)).outcome).to.equal("403 ACCESS_NOT_GRANTED");
  });

  it("ends a grant when the node's clock reaches its expiry", async () => {
    const { id } = await share();
    const latest = await node.deployed.chain.provider.getBlock("latest");
    const expiresAt = BigInt((latest?.timestamp ?? 0) + 10_000);
    const block = await node.deployed.grant({ owner: ALICE, grantee: BOB, shareId: id }, expiresAt);
    await node.deployed.chain.mine(CONFIRMATIONS);
    succeeded(await read(id, block + CONFIRMATIONS));
    node.clock.aheadMs = Number(expiresAt) * 1000 - Date.now() + 1_000;
    try {
      expect((await bob.signIn()).outcome).to.equal("201");
      expect((await read(id)).outcome).to.equal("403 ACCESS_NOT_GRANTED");
    } finally {
      node.clock.aheadMs = 0;
    }
  });

  it("shows a deleted record by its header alone, and its envelope as gone", async () => {
    const { id, version, atLeast } = await granted();
    const deletion = await makeDeletion(node, alice, version);
    succeeded(await alice.request(remove(deletion)));
    const shown = shareSchema.parse(succeeded(await read(id, atLeast)).json).records[0];
    expect(shown).to.include({ header: deletion.jws, wrappedKey: null, envelopeBytes: 0 });
    const envelope = get(PATHS.shareEnvelope(id, version.header.record));
    expect((await bob.request(envelope)).outcome).to.equal("410 RECORD_DELETED");
    expect((await mallory.request(envelope)).outcome).to.equal("403 ACCESS_NOT_GRANTED");
  });

  it("keeps a grantee's access through an update that names the share, and ends it through one that does not", async () => {
    const { id, version, atLeast } = await granted();
    const second = await store(node, alice, version, [id]);
    const envelope = get(`${PATHS.shareEnvelope(id, version.header.record)}?atLeast=${atLeast}`);
    expect(toHex(succeeded(await bob.request(envelope)).bytes)).to.equal(toHex(second.envelope));
    const third = await store(node, alice, second);
    const shown = shareSchema.parse(succeeded(await read(id, atLeast)).json).records[0];
    expect(shown).to.include({ header: third.jws, wrappedKey: null });
    expect((await bob.request(envelope)).outcome).to.equal("404 RECORD_NOT_FOUND");
  });

  it("lists to a grantee what is granted now, and to an owner all that is hers", async () => {
    const { id, atLeast } = await granted();
    const { id: ungranted } = await share();
    const list = async (who: User, as: string): Promise<readonly string[]> => {
      const answer = await who.request(get(`${PATHS.shares}?as=${as}&atLeast=${atLeast}`));
      const page = sharePageSchema.parse(succeeded(answer).json);
      expect(page.decidedAt === null).to.equal(as === "owner");
      return (await Promise.all(page.shares.map(documentOf))).map(({ share }) => share);
    };
    expect(await list(bob, "grantee"))
      .to.include(id)
      .and.not.include(ungranted);
    expect(await list(alice, "owner")).to.include.members([id, ungranted]);
    expect(await list(mallory, "grantee")).to.deep.equal([]);
  });

  it("destroys a share that its owner deletes, and no one else", async () => {
    const { id, atLeast } = await granted();
    const deletion = { method: "DELETE", path: PATHS.share(id) } as const;
    expect((await bob.request(deletion)).outcome).to.equal("404 SHARE_NOT_FOUND");
    succeeded(await alice.request(deletion));
    expect((await read(id, atLeast)).outcome).to.equal("403 ACCESS_NOT_GRANTED");
    expect((await alice.request(deletion)).outcome).to.equal("404 SHARE_NOT_FOUND");
  });

  it("decides at a transaction's block or later, for who names it, and says which block that was", async () => {
    const { id, atLeast } = await granted();
    const { provider } = node.deployed.chain;
    succeeded(await read(id, atLeast));
    const grantedIn = (await provider.getBlock(atLeast - CONFIRMATIONS))?.transactions[0] ?? "";
    expect(shareSchema.parse(succeeded(await read(id, grantedIn)).json).decidedAt).to.include({
      chainId: node.deployed.chain.chainId,
    });
    const block = await node.deployed.revoke({ owner: ALICE, grantee: BOB, shareId: id });
    const revokedIn = (await provider.getBlock(block))?.transactions[0] ?? "";
    const { json, outcome } = await read(id, revokedIn);
    expect(outcome).to.equal("403 ACCESS_NOT_GRANTED");
    const { values } = problemSchema.parse(json);
    expect(values).to.include({ chainId: node.deployed.chain.chainId });
    expect(values["blockNumber"]).to.be.at.least(block);
  });

  it("tells who asks for a transaction that it does not know what was asked and where it stands", async () => {
    const { id } = await share();
    const { json, outcome } = await read(id, randomId());
    expect(outcome).to.equal("503 AT_LEAST_TIMEOUT");
    expect(problemSchema.parse(json).values).to.have.all.keys("atLeast", "chainId", "blockNumber");
  });

  it("refuses to read or list on a chain that it does not follow, and to take a share for it", async () => {
    const { id, version } = await share();
    for (const path of [`${PATHS.share(id)}?chainId=1`, `${PATHS.shares}?as=owner&chainId=1`])
      expect((await alice.request(get(path))).outcome).to.equal("404 CHAIN_NOT_FOLLOWED");
    const sent = await putShare(node, randomId(), alice, bob.account, [version], {
      document: { chainId: 1 },
    });
    const { json, outcome } = await alice.request(sent);
    expect(outcome).to.equal("422 SHARE_INVALID");
    expect(problemSchema.parse(json).values).to.deep.equal({ chainId: 1, followed: "31337" });
  });

  it("tells who asks for a block that does not come so, within its bound", async () => {
    const { id } = await share();
    expect((await read(id, 1_000_000)).outcome).to.equal("503 AT_LEAST_TIMEOUT");
  });

  it("replaces a share whole, and refuses to change its parties", async () => {
    const { id, version } = await share();
    const other = await store(node, alice);
    succeeded(await alice.request(await putShare(node, id, alice, bob.account, [version, other])));
    expect(
      (await alice.request(await putShare(node, id, alice, mallory.account, [version]))).outcome,
    ).to.equal("409 SHARE_TAKEN");
    const own = shareSchema.parse(succeeded(await alice.request(get(PATHS.share(id)))).json);
    expect(own.records).to.have.length(2);
    expect(await documentOf(own)).to.include({ grantee: bob.account });
    expect(own.decidedAt).to.equal(null);
  });

  it("takes a share body's unknown field as malformed", async () => {
    const { id, version } = await share();
    const sent = await putShare(node, id, alice, bob.account, [version], { body: { admin: true } });
    expect((await alice.request(sent)).outcome).to.equal("400 MALFORMED_REQUEST");
    expect((await alice.request(jsonRequest("PUT", PATHS.share(id), []))).outcome).to.equal(
      "400 MALFORMED_REQUEST",
    );
  });
});
