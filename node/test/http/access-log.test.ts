import {
  accessLogPageSchema,
  nodeInfoSchema,
  PATHS,
  type Receipt,
  shareSchema,
  verifyReceiptChain,
} from "@idos/protocol";
import { expect } from "chai";
import type { Actor } from "../harness/actor.ts";
import { exchange, get } from "../harness/exchange.ts";
import { store, type Version } from "../harness/records.ts";
import { putShare } from "../harness/shares.ts";
import { createUser, randomId, signedInProvider, succeeded, type User } from "../harness/story.ts";
import { CONFIRMATIONS, startTestNode, type TestNode } from "../harness/test-node.ts";

const ALICE = 0;
const BOB = 1;

describe("the access log over HTTP", () => {
  let node: TestNode;
  let provider: Actor;
  let alice: User;
  let bob: User;
  let version: Version;
  let share: ReturnType<typeof randomId>;
  let refuseReceipts = false;

  before(async () => {
    node = await startTestNode({
      between: (opened) => ({
        ...opened,
        receipts: {
          ...opened.receipts,
          appendReceipts: (reads, sign) =>
            refuseReceipts
              ? Promise.reject(new Error("the disk is full"))
              : opened.receipts.appendReceipts(reads, sign),
        },
      }),
    });
    provider = await signedInProvider(node);
    alice = await createUser(node, provider, node.deployed.chain.account(ALICE));
    bob = await createUser(node, provider, node.deployed.chain.account(BOB));
    version = await store(node, alice);
    share = randomId();
    succeeded(await alice.request(await putShare(node, share, alice, bob.account, [version])));
    const block = await node.deployed.grant({ owner: ALICE, grantee: BOB, shareId: share });
    await node.deployed.chain.mine(CONFIRMATIONS);
    await readShare(`?atLeast=${block + CONFIRMATIONS}`);
  });
  after(() => node.stop());

  const readShare = async (query = "") =>
    shareSchema.parse(succeeded(await bob.request(get(PATHS.share(share) + query))).json);
  const envelopePath = (): string => PATHS.shareEnvelope(share, version.header.record);

  /** Newest first. Fails the test unless the chain holds. */
  async function receipts(of: User = alice, query = ""): Promise<readonly Receipt[]> {
    const page = accessLogPageSchema.parse(succeeded(await of.request(get(PATHS.accessLog + query))).json);
    const { key: nodeKey } = nodeInfoSchema.parse((await exchange(node.origin, get(PATHS.info))).json);
    const chain = await verifyReceiptChain(page.receipts, { nodeKey, owner: of.userId });
    if ("fault" in chain) throw new Error(`the chain does not hold: ${chain.fault}`);
    return chain.receipts;
  }

  it("tells the owner who read which share and which envelope, and at which block that was decided", async () => {
    const before = (await receipts()).length;
    const { decidedAt } = await readShare();
    succeeded(await bob.request(get(envelopePath())));
    const [envelope, whole] = await receipts();
    const { record } = version.header;
    const always = { node: node.origin, owner: alice.userId, reader: bob.account, share };
    expect(whole).to.deep.include({ ...always, seq: before + 1, record: null, decidedAt });
    expect(envelope).to.deep.include({ ...always, seq: before + 2, record });
    expect(envelope?.iat).to.be.closeTo(Math.floor(Date.now() / 1000), 60);
  });

  it("holds one receipt for each of many reads at once", async () => {
    const before = (await receipts()).length;
    await Promise.all(Array.from({ length: 24 }, () => readShare()));
    expect((await receipts()).length).to.equal(before + 24);
  });

  it("has nothing of the owner's own reads, of listings, and of reads that were refused", async () => {
    const before = (await receipts()).length;
    succeeded(await alice.request(get(PATHS.share(share))));
    succeeded(await alice.request(get(envelopePath())));
    succeeded(await alice.request(get(PATHS.recordEnvelope(version.header.record))));
    succeeded(await bob.request(get(`${PATHS.shares}?as=grantee`)));
    expect((await bob.request(get(PATHS.shareEnvelope(share, randomId())))).outcome).to.equal(
      "404 RECORD_NOT_FOUND",
    );
    expect((await provider.request(get(PATHS.share(share)))).outcome).to.equal("403 ACCESS_NOT_GRANTED");
    expect((await receipts()).length).to.equal(before);
  });

  it("is the owner's alone, and comes in pages", async () => {
    expect(await receipts(bob)).to.deep.equal([]);
    expect((await provider.request(get(PATHS.accessLog))).outcome).to.equal("403 NO_USER");
    await readShare();
    await readShare();
    const all = await receipts();
    const first = await receipts(alice, "?limit=1");
    expect(first).to.deep.equal(all.slice(0, 1));
    expect(await receipts(alice, `?limit=100&cursor=${first[0]?.seq ?? 0}`)).to.deep.equal(all.slice(1));
    expect((await alice.request(get(`${PATHS.accessLog}?cursor=x`))).outcome).to.equal(
      "400 MALFORMED_REQUEST",
    );
  });

  it("is kept or nothing is read: no share, no byte of an envelope; the owner goes on", async () => {
    const before = (await receipts()).length;
    refuseReceipts = true;
    try {
      for (const path of [PATHS.share(share), envelopePath()]) {
        const answer = await bob.request(get(path));
        expect(answer.outcome).to.equal("503 DEPENDENCY_UNAVAILABLE");
        expect(new TextDecoder().decode(answer.bytes)).not.to.match(/disk/);
      }
      succeeded(await alice.request(get(envelopePath())));
    } finally {
      refuseReceipts = false;
    }
    expect((await receipts()).length).to.equal(before);
    expect(node.logged.some((line) => line.includes("the disk is full"))).to.equal(true);
  });
});
