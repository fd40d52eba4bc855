import { expect } from "chai";
import { startTestChain, type TestChain } from "../../../test/harness/chain.ts";
import { testRedis } from "../../../test/harness/redis.ts";
import { deployTo, newShareId } from "../harness/deployed-chain.ts";
import { type Rule, startRpcProxy } from "../harness/rpc-proxy.ts";
import { openTestIndex } from "../harness/test-indexer.ts";
import { until } from "../harness/until.ts";

const withoutLogs: Rule = ({ method }) => (method === "eth_getLogs" ? { result: [] } : undefined);

describe("a revocation's log that the first of two endpoints hides", () => {
  let chain: TestChain;
  before(async () => {
    chain = await startTestChain();
  });
  after(() => chain.stop());

  for (const liveBlocks of [0, 64])
    it(`is read from the second one without a restart, with the last ${liveBlocks} read singly`, async () => {
      const deployed = await deployTo(chain);
      const [first, second] = [await startRpcProxy(chain.rpcUrl), await startRpcProxy(chain.rpcUrl)];
      const index = openTestIndex(deployed, await testRedis(), {
        ...{ rpcUrls: [first.url, second.url], finality: 0, liveBlocks },
      });
      try {
        const one = { owner: 0, grantee: 1, shareId: newShareId() };
        await deployed.grant(one);
        const indexer = index.start();
        await indexer.caughtUp();
        expect(await index.verdict(one)).to.equal("ready granted");
        expect(second.calls("eth_getLogs")).to.equal(0);
        first.tamper(withoutLogs);
        const revoked = await deployed.revoke(one);
        const seen = await until(
          async () => {
            const { grant, status } = await index.check(one);
            const decided = status.decidedAt.blockNumber >= revoked;
            return { decided, verdict: `${status.state} ${grant.kind}` };
          },
          ({ decided, verdict }) => decided && verdict.startsWith("ready"),
        );
        expect(seen.verdict).to.equal("ready none");
        expect((await index.reader.status()).seq).to.equal(await deployed.seq());
        expect(second.calls("eth_getLogs")).to.be.above(0);
      } finally {
        await index.close();
        await Promise.all([first.close(), second.close()]);
      }
    });
});
