import { expect } from "chai";
import { startTestChain, type TestChain } from "../../test/harness/chain.ts";
import { testRedis } from "../../test/harness/redis.ts";
import { type DeployedChain, deployTo, newShareId, type TestGrant } from "./harness/deployed-chain.ts";
import { openTestIndex, type TestIndex } from "./harness/test-indexer.ts";
import { until } from "./harness/until.ts";

describe("a reorg", () => {
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

  async function atChainsHead(): Promise<boolean> {
    const head = await chain.provider.getBlock("latest");
    const { state, decidedAt } = await index.reader.status();
    return state === "ready" && decidedAt.blockHash === head?.hash;
  }

  it("undoes a grant, even a confirmed one (Farcaster Hubble 12, 1045, 1201, 1425, 2206)", async () => {
    const indexer = index.start();
    const before = await chain.snapshot();
    await deployed.grant(one);
    await chain.mine(2);
    await indexer.caughtUp();
    expect(await index.verdict(one)).to.equal("ready granted");
    await chain.revert(before);
    await chain.mine(5);
    await indexer.caughtUp();
    expect(await index.verdict(one)).to.equal("ready none");
    expect((await index.reader.status()).seq).to.equal(0n);
  });

  it("undoes a revocation, a revokeAll and a changed expiry, which the RPC no longer serves", async () => {
    const now = BigInt((await chain.provider.getBlock("latest"))?.timestamp ?? 0);
    const all = { ...one, owner: 2 };
    const renewed = { ...one, owner: 3 };
    const indexer = index.start();
    for (const grant of [one, all, renewed]) await deployed.grant(grant, now + 9_000n);
    await chain.mine(2);
    const before = await chain.snapshot();
    await deployed.revoke(one);
    await deployed.revokeAll(2);
    await deployed.grant(renewed, now + 4_000n);
    await indexer.caughtUp();
    expect(await index.verdict(one)).to.equal("ready none");
    expect(await index.verdict(all)).to.equal("ready none");
    await chain.revert(before);
    await chain.mine(4);
    await indexer.caughtUp();
    for (const grant of [one, all, renewed]) {
      const { grant: state } = await index.check(grant);
      expect(state).to.include({ kind: "granted", expiresAt: now + 9_000n });
    }
  });

  it("that moves a grant to a later block makes it wait anew", async () => {
    await index.close();
    index = openTestIndex(deployed, await testRedis(), { finality: 4 });
    const first = index.start();
    const before = await chain.snapshot();
    await deployed.grant(one);
    await chain.mine(2);
    await first.caughtUp();
    await first.stop();
    await chain.revert(before);
    await chain.mine();
    const since = await deployed.grant(one);
    await chain.mine(3);
    // Nothing but the parent hashes tells: both branches hold the same events up to the old tip.
    await index.start().caughtUp();
    expect((await index.check(one)).grant).to.include({ kind: "unconfirmed", sinceBlock: since });
  });

  it("is seen on a branch of the same height and on a lower one", async () => {
    const indexer = index.start();
    await chain.mine(2);
    for (const length of [4, 2]) {
      const before = await chain.snapshot();
      await deployed.grant(one);
      await chain.mine(3);
      await indexer.caughtUp();
      expect(await index.verdict(one)).to.equal("ready granted");
      await chain.revert(before);
      await chain.mine(length);
      await until(atChainsHead, (yes) => yes);
      expect(await index.verdict(one)).to.equal("ready none");
    }
  });

  it("that happened while the process was down (rindexer) is found when it starts", async () => {
    const first = index.start();
    const before = await chain.snapshot();
    await deployed.grant(one);
    await chain.mine(3);
    await first.caughtUp();
    await first.stop();
    await chain.revert(before);
    await chain.mine(6);
    await index.start().caughtUp();
    expect(await index.verdict(one)).to.equal("ready none");
  });

  it("deeper than what can be undone is found at the start also behind many new blocks, and rebuilds", async () => {
    const settings = { undoBlocks: 3, liveBlocks: 3 };
    const first = index.start(settings);
    const kept = { ...one, owner: 2 };
    await deployed.grant(kept);
    const before = await chain.snapshot();
    await deployed.grant(one);
    await chain.mine(8);
    await first.caughtUp();
    expect(await index.verdict(one)).to.equal("ready granted");
    await first.stop();
    await chain.revert(before);
    await chain.mine(30);
    await index.start(settings).caughtUp();
    expect(await index.verdict(one)).to.equal("ready none");
    expect(await index.verdict(kept)).to.equal("ready granted");
  });

  it("deeper than what can be undone (ponder 1657, graph-node 5586) is unhealthy until rebuilt, once", async () => {
    const settings = { undoBlocks: 3, liveBlocks: 3 };
    let begun = 0;
    const indexer = index.start(settings, {
      index: (real) => ({
        ...real,
        begin(at) {
          begun++;
          return real.begin(at);
        },
      }),
    });
    const before = await chain.snapshot();
    await deployed.grant(one);
    await chain.mine(8);
    await indexer.caughtUp();
    await chain.revert(before);
    await chain.mine(12);
    const states = new Set<string>();
    await until(
      async () => {
        const verdict = await index.verdict(one);
        states.add(verdict);
        return verdict === "ready none" && (await atChainsHead());
      },
      (done) => done,
    );
    expect([...states].filter((verdict) => !/^(ready (granted|none)|(unhealthy|backfilling) )/.test(verdict)))
      .to.be.empty;
    await chain.mine(2);
    await indexer.caughtUp();
    expect(begun).to.equal(2);
  });

  it("is not seen in a head that goes backwards on the same branch (ponder 2221)", async () => {
    const indexer = index.start();
    await deployed.grant(one);
    const before = await chain.snapshot();
    await chain.mine(3);
    await indexer.caughtUp();
    const { decidedAt } = await index.reader.status();
    await chain.revert(before);
    const asked = indexer.caughtUp().then(() => "caught up", String);
    await until(
      () => index.reader.status(),
      ({ secondsSinceHead }) => secondsSinceHead > 0.3,
    );
    expect((await index.reader.status()).decidedAt).to.deep.equal(decidedAt);
    await indexer.stop();
    expect(await asked).to.match(/stopped/);
  });
});
