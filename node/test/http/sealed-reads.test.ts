import {
  type Bytes32,
  grantHandle,
  parseAddress,
  PATHS,
  problemSchema,
  shareHandle,
  sharePageSchema,
  shareSchema,
  toHex,
} from "@idos/protocol";
import { expect } from "chai";
import { Wallet } from "ethers";
import { testRedis, type TestRedis } from "../../../test/harness/redis.ts";
import type { Actor } from "../harness/actor.ts";
import { get, type Sent } from "../harness/exchange.ts";
import { store, type Version } from "../harness/records.ts";
import { redisText } from "../harness/redis-text.ts";
import { documentOf, putShare, seal } from "../harness/shares.ts";
import { createUser, randomId, signedInProvider, succeeded, type User } from "../harness/story.ts";
import { CONFIRMATIONS, startTestNode, type TestNode } from "../harness/test-node.ts";

/** Numbers of the chain's accounts. */
const ALICE = 0;
const BOB = 1;

describe("reading a sealed share over HTTP", () => {
  let redis: TestRedis;
  let node: TestNode;
  let provider: Actor;
  let alice: User;
  let bob: User;
  before(async () => {
    redis = await testRedis();
    node = await startTestNode({ redis });
    provider = await signedInProvider(node);
    alice = await createUser(node, provider, node.deployed.chain.account(ALICE));
    bob = await createUser(node, provider, node.deployed.chain.account(BOB));
  });
  after(() => node.stop());

  interface Sealed {
    readonly share: Bytes32;
    readonly salt: Bytes32;
    readonly handle: Bytes32;
    readonly version: Version;
  }
  const makeSealed = async (grantee = bob.account): Promise<Sealed> => {
    const [share, salt, version] = [randomId(), randomId(), await store(node, alice)];
    const sealed = seal(share, grantee, salt);
    succeeded(await alice.request(await putShare(node, share, alice, sealed, [version])));
    return { share, salt, handle: sealed.handle, version };
  };
  const opened = (path: string, salt: string, atLeast?: number): Sent =>
    get(`${path}?owner=${alice.account}&salt=${salt}${atLeast === undefined ? "" : `&atLeast=${atLeast}`}`);
  const confirmed = async (granting: Promise<number>): Promise<number> => {
    const block = await granting;
    await node.deployed.chain.mine(CONFIRMATIONS);
    return block + CONFIRMATIONS;
  };

  it("denies before the grant, names an unconfirmed one, serves a confirmed one with its block", async () => {
    const { share, salt, handle, version } = await makeSealed();
    const read = async (atLeast?: number) => bob.request(opened(PATHS.share(share), salt, atLeast));
    expect((await read()).outcome).to.equal("403 ACCESS_NOT_GRANTED");
    const block = await node.deployed.grantSealed(ALICE, handle);
    expect((await read(block)).outcome).to.equal("403 GRANT_UNCONFIRMED");
    await node.deployed.chain.mine(CONFIRMATIONS);
    const answer = shareSchema.parse(succeeded(await read(block + CONFIRMATIONS)).json);
    expect(shareHandle(await documentOf(answer))).to.equal(handle);
    expect(answer.decidedAt?.blockNumber).to.be.at.least(block + CONFIRMATIONS);
    expect(answer.records.map(({ header }) => header)).to.deep.equal([version.jws]);
    expect((await read(await node.deployed.revokeSealed(ALICE, handle))).outcome).to.equal(
      "403 ACCESS_NOT_GRANTED",
    );
  });

  it("serves the envelope, and that of a new version which names the share", async () => {
    const { share, salt, handle, version } = await makeSealed();
    const atLeast = await confirmed(node.deployed.grantSealed(ALICE, handle));
    const path = PATHS.shareEnvelope(share, version.header.record);
    const first = succeeded(await bob.request(opened(path, salt, atLeast)));
    expect(toHex(first.bytes)).to.equal(toHex(version.envelope));
    const second = await store(node, alice, version, [share]);
    expect(toHex(succeeded(await bob.request(opened(path, salt))).bytes)).to.equal(toHex(second.envelope));
    await store(node, alice, second);
    expect((await bob.request(opened(path, salt))).outcome).to.equal("404 RECORD_NOT_FOUND");
  });

  it("needs no opening from the owner, and takes one", async () => {
    const { share, salt } = await makeSealed();
    for (const sent of [get(PATHS.share(share)), opened(PATHS.share(share), salt)])
      expect(shareSchema.parse(succeeded(await alice.request(sent)).json).decidedAt).to.equal(null);
  });

  it("is listed to its owner, and to no grantee", async () => {
    const { share, handle } = await makeSealed();
    const atLeast = await confirmed(node.deployed.grantSealed(ALICE, handle));
    const list = async (who: User, as: string): Promise<readonly string[]> => {
      const answer = await who.request(get(`${PATHS.shares}?as=${as}&atLeast=${atLeast}`));
      const { shares } = sharePageSchema.parse(succeeded(answer).json);
      return (await Promise.all(shares.map(documentOf))).map((document) => document.share);
    };
    expect(await list(alice, "owner")).to.include(share);
    expect(await list(bob, "grantee")).to.not.include(share);
  });

  it("is one with a public grant of the same handle, whichever of the two was sealed", async () => {
    const record = await store(node, alice);
    for (const sealedDocument of [true, false]) {
      const share = randomId();
      const grant = { owner: ALICE, grantee: BOB, shareId: share };
      const handle = grantHandle(bob.account, share);
      const sealed = { ...seal(share, bob.account, randomId()), handle };
      const grantee = sealedDocument ? sealed : bob.account;
      succeeded(await alice.request(await putShare(node, share, alice, grantee, [record])));
      const granting = sealedDocument ? node.deployed.grant(grant) : node.deployed.grantSealed(ALICE, handle);
      const read = (atLeast: number) => bob.request(get(`${PATHS.share(share)}?atLeast=${atLeast}`));
      succeeded(await read(await confirmed(granting)));
      const end = sealedDocument ? node.deployed.revokeSealed(ALICE, handle) : node.deployed.renounce(grant);
      expect((await read(await end)).outcome).to.equal("403 ACCESS_NOT_GRANTED");
    }
  });

  it("answers every reader whom it does not serve like one who asks for a share that is not there", async () => {
    const { share, salt, handle } = await makeSealed();
    // The block that decided is part of the answer: let it be the same for all.
    const atLeast = await confirmed(node.deployed.grantSealed(ALICE, handle));
    succeeded(await bob.request(opened(PATHS.share(share), salt, atLeast)));
    const bodies = [];
    for (const sent of [
      get(PATHS.share(share)),
      opened(PATHS.share(share), randomId()),
      opened(PATHS.share(randomId()), salt),
      get(PATHS.share(randomId())),
    ])
      bodies.push({ ...problemSchema.parse((await bob.request(sent)).json), requestId: "" });
    for (const body of bodies) expect(body).to.deep.equal(bodies[0]);
  });

  it("leaves no trace of its grantee at rest before he comes", async () => {
    const grantee = parseAddress(Wallet.createRandom().address);
    await alice.request(get(PATHS.userByAccount(grantee)));
    const { share, salt, handle } = await makeSealed(grantee);
    await confirmed(node.deployed.grantSealed(ALICE, handle));
    await node.indexer.caughtUp();
    const kept = (await node.databaseText()) + (await redisText(redis)) + node.logged.join("");
    for (const known of [share, handle, "/v1/users/:account"]) expect(kept).to.include(known);
    for (const secret of [grantee, salt]) expect(kept).to.not.include(secret.slice(2));
  });

  it("keeps and repeats no salt that it is shown, in a good request or a bad one", async () => {
    const { share, salt, handle } = await makeSealed();
    const atLeast = await confirmed(node.deployed.grantSealed(ALICE, handle));
    const path = PATHS.share(share);
    const good = opened(path, salt, atLeast);
    const asked = [
      bob.request(good),
      alice.request(good),
      provider.request(good),
      bob.request({ ...good, method: "DELETE" }),
      bob.request(good, { claims: { htu: path } }),
      bob.request(good, { authorization: null }),
      bob.request(opened(path, `${salt}00`)),
      bob.request(opened(path, salt.slice(2))),
      bob.request(get(`${path}?salt=${salt}`)),
      bob.request(get(`${path}?owner=${salt}&salt=${salt}`)),
      bob.request(get(`${path}?owner=${alice.account}&salt=${salt}&salt=${salt}`)),
      bob.request(get(`${PATHS.shares}?as=grantee&salt=${salt}`)),
      bob.request(opened(`${path}/nothing`, salt)),
      bob.request(opened(path, salt, 1_000_000)),
    ];
    const answers = await Promise.all(asked);
    expect(answers.map(({ status }) => status)).to.deep.equal([
      ...[200, 200, 403, 400, 401, 401, 400, 400, 400, 400, 400, 400, 404, 503],
    ]);
    for (const { bytes, headers } of answers)
      expect(new TextDecoder().decode(bytes) + JSON.stringify([...headers])).to.not.include(salt.slice(2));
    const kept = (await node.databaseText()) + (await redisText(redis)) + node.logged.join("");
    expect(node.logged.some((line) => line.includes(path))).to.equal(true);
    expect(kept).to.not.include(salt.slice(2));
  });
});
