import { expect } from "chai";
import { toQuantity } from "ethers";
import { startTestChain, type TestChain } from "../../test/harness/chain.ts";
import { testRedis } from "../../test/harness/redis.ts";
import { type DeployedChain, deployTo, newShareId, type TestGrant } from "./harness/deployed-chain.ts";
import { type RpcProxy, startRpcProxy } from "./harness/rpc-proxy.ts";
import { openTestIndex, type TestIndex } from "./harness/test-indexer.ts";
import { until } from "./harness/until.ts";

for (const tag of ["safe", "finalized"] as const) {
  describe(`finality by the tag ${tag}`, () => {
    let chain: TestChain;
    let deployed: DeployedChain;
    let proxy: RpcProxy;
    let index: TestIndex;
    let one: TestGrant;
    before(async () => {
      chain = await startTestChain();
    });
    after(() => chain.stop());
    beforeEach(async () => {
      deployed = await deployTo(chain);
      proxy = await startRpcProxy(chain.rpcUrl);
      index = openTestIndex(deployed, await testRedis(), { rpcUrls: [proxy.url], finality: tag });
      one = { owner: 0, grantee: 1, shareId: newShareId() };
    });
    afterEach(async () => {
      await index.close();
      await proxy.close();
    });

    /** The chain's word from now on; a development chain would call its newest block final. */
    function call(number: number): void {
      proxy.tamper(async ({ method, params }) => {
        if (method !== "eth_getBlockByNumber" || params[0] !== tag) return undefined;
        return { result: await chain.provider.send("eth_getBlockByNumber", [toQuantity(number), false]) };
      });
    }

    it("a grant counts once the chain calls its block so, a revocation at once", async () => {
      const since = await deployed.grant(one);
      call(since - 1);
      const indexer = index.start();
      await indexer.caughtUp();
      expect(await index.verdict(one)).to.equal("ready unconfirmed");
      await chain.mine(5);
      await indexer.caughtUp();
      expect(await index.verdict(one)).to.equal("ready unconfirmed");
      call(since);
      await indexer.caughtUp();
      expect(await index.verdict(one)).to.equal("ready granted");
      expect((await index.reader.status()).confirmedBlockNumber).to.equal(since);
      await deployed.revoke(one);
      await indexer.caughtUp();
      expect(await index.verdict(one)).to.equal("ready none");
    });

    it("what counted goes on counting where the endpoint's word goes back, also after a restart", async () => {
      const since = await deployed.grant(one);
      await chain.mine(3);
      call(since + 1);
      const indexer = index.start();
      await indexer.caughtUp();
      expect(await index.verdict(one)).to.equal("ready granted");
      call(since - 1);
      await chain.mine();
      await indexer.caughtUp();
      expect(await index.verdict(one)).to.equal("ready granted");
      await indexer.stop();
      await index.start().caughtUp();
      expect(await index.verdict(one)).to.equal("ready granted");
    });

    it("a reorg below that block (ponder 1657, graph-node 5586) is not undone: unhealthy until rebuilt", async () => {
      const before = await chain.snapshot();
      const since = await deployed.grant(one);
      await chain.mine(4);
      call(since + 2);
      const indexer = index.start();
      await indexer.caughtUp();
      expect(await index.verdict(one)).to.equal("ready granted");
      call(since - 1);
      await chain.revert(before);
      await chain.mine(9);
      const states = new Set<string>();
      await until(
        async () => {
          states.add(await index.verdict(one));
          return states.has("ready none");
        },
        (done) => done,
      );
      expect([...states].filter((seen) => !/^(ready (granted|none)|(unhealthy|backfilling) )/.test(seen))).to
        .be.empty;
      await indexer.caughtUp();
      expect((await index.reader.status()).confirmedBlockNumber).to.equal(since - 1);
    });
  });
}
