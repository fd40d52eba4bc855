import { expect } from "chai";
import { testRedis } from "../../test/harness/redis.ts";
import { startTestChain, type TestChain } from "../../test/harness/chain.ts";
import { type DeployedChain, deployTo, newShareId, type TestGrant } from "./harness/deployed-chain.ts";
import { openTestIndex, type TestIndex } from "./harness/test-indexer.ts";

describe("following the chain", () => {
  let chain: TestChain;
  let deployed: DeployedChain;
  let index: TestIndex;
  let one: TestGrant;
  before(async () => {
    chain = await startTestChain();
  });
  after(() => chain.stop());
  beforeEach(async () => {
    deployed = await deployTo(chain);
    index = openTestIndex(deployed, await testRedis());
    one = { owner: 0, grantee: 1, shareId: newShareId() };
  });
  afterEach(() => index.close());

  it("knows nothing, and is not ready, before it began", async () => {
    const { grant, status } = await index.check(one);
    expect(grant).to.deep.equal({ kind: "none" });
    expect(status.state).to.equal("backfilling");
    expect(status.secondsSinceHead).to.equal(0);
  });

  it("a grant counts once it is confirmed, and not before", async () => {
    const indexer = index.start();
    const since = await deployed.grant(one);
    await indexer.caughtUp();
    expect(await index.verdict(one)).to.equal("ready unconfirmed");
    await chain.mine();
    await indexer.caughtUp();
    expect(await index.verdict(one)).to.equal("ready unconfirmed");
    await chain.mine();
    await indexer.caughtUp();
    const { grant, status } = await index.check(one);
    expect(grant).to.deep.equal({ kind: "granted", sinceBlock: since, expiresAt: 2n ** 64n - 1n });
    expect(status.state).to.equal("ready");
    expect(status.confirmedBlockNumber).to.equal(since);
    expect(status.decidedAt.blockNumber).to.equal(since + 2);
    expect(status.decidedAt.blockHash).to.equal((await chain.provider.getBlock(since + 2))?.hash);
    expect(status.seq).to.equal(1n);
  });

  it("a revocation counts at an unconfirmed block", async () => {
    const indexer = index.start();
    await deployed.grant(one);
    await chain.mine(3);
    await indexer.caughtUp();
    expect(await index.verdict(one)).to.equal("ready granted");
    await deployed.revoke(one);
    await indexer.caughtUp();
    expect(await index.verdict(one)).to.equal("ready none");
  });

  it("revokeAll ends every earlier grant of its owner at once, nobody else's, and no later one", async () => {
    const indexer = index.start();
    const others = [
      { ...one, shareId: newShareId() },
      { ...one, owner: 2 },
      { ...one, shareId: newShareId() },
    ] as const;
    await deployed.grant(one);
    await deployed.grant(others[0]);
    await deployed.grant(others[1]);
    await chain.mine(3);
    await deployed.revokeAll(0);
    await deployed.grant(others[2]);
    await indexer.caughtUp();
    expect(await index.verdict(one)).to.equal("ready none");
    expect(await index.verdict(others[0])).to.equal("ready none");
    expect(await index.verdict(others[1])).to.equal("ready granted");
    expect(await index.verdict(others[2])).to.equal("ready unconfirmed");
    await chain.mine(2);
    await indexer.caughtUp();
    expect(await index.verdict(others[2])).to.equal("ready granted");
  });

  it("a shorter expiry bites at once, a longer one waits for its confirmation", async () => {
    const now = BigInt((await chain.provider.getBlock("latest"))?.timestamp ?? 0);
    const indexer = index.start();
    await deployed.grant(one, now + 5_000n);
    await chain.mine(2);
    const expiresAt = async (): Promise<unknown> => {
      await indexer.caughtUp();
      const { grant } = await index.check(one);
      return grant.kind === "granted" ? grant.expiresAt - now : grant.kind;
    };
    expect(await expiresAt()).to.equal(5_000n);
    await deployed.grant(one, now + 9_000n);
    expect(await expiresAt()).to.equal(5_000n);
    await chain.mine(2);
    expect(await expiresAt()).to.equal(9_000n);
    await deployed.grant(one, now + 3_000n);
    expect(await expiresAt()).to.equal(3_000n);
    await deployed.grant(one, now + 8_000n);
    expect(await expiresAt()).to.equal(3_000n);
    await chain.mine(2);
    expect(await expiresAt()).to.equal(8_000n);
  });

  it("waits for a block that was asked for, and only so long", async () => {
    const indexer = index.start();
    await indexer.caughtUp();
    const next = (await chain.provider.getBlockNumber()) + 1;
    expect(await index.reader.reached(next, 60)).to.equal(undefined);
    const waiting = index.reader.reached(next, 5_000);
    await chain.mine();
    expect(await waiting).to.equal(next);
  });

  it("hands over from ranges to single blocks without losing or doubling an event", async () => {
    const grants = Array.from({ length: 24 }, (_, n) => ({
      owner: n % 3,
      grantee: 4,
      shareId: newShareId(),
    }));
    for (const grant of grants) await deployed.grant(grant);
    const indexer = index.start({ liveBlocks: 5, rangeBlocks: 3 });
    await indexer.caughtUp();
    const late = { ...one, shareId: newShareId() };
    await deployed.grant(late);
    await chain.mine(2);
    await indexer.caughtUp();
    for (const grant of [...grants, late]) expect(await index.verdict(grant)).to.equal("ready granted");
    expect((await index.reader.status()).seq).to.equal(25n);
  });

  it("a reader's first checks may be many at once", async () => {
    const indexer = index.start();
    await deployed.grant(one);
    await chain.mine(2);
    await indexer.caughtUp();
    const verdicts = await Promise.all(Array.from({ length: 8 }, () => index.verdict(one)));
    expect(new Set(verdicts)).to.deep.equal(new Set(["ready granted"]));
  });

  it("stops promptly while it waits, and can be stopped twice", async () => {
    const indexer = index.start({ pollIntervalMs: 60_000 });
    await indexer.caughtUp();
    const waiting = indexer.caughtUp().catch((error: unknown) => String(error));
    const askedAtMs = performance.now();
    await indexer.stop();
    await indexer.stop();
    expect(performance.now() - askedAtMs).to.be.below(1_000);
    expect(await waiting).to.match(/stopped/);
  });
});
