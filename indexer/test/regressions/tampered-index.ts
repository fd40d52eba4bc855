import { startTestChain, type TestChain } from "../../../test/harness/chain.ts";
import { testRedis } from "../../../test/harness/redis.ts";
import { type DeployedChain, deployTo, newShareId, type TestGrant } from "../harness/deployed-chain.ts";
import { type RpcProxy, startRpcProxy } from "../harness/rpc-proxy.ts";
import { openTestIndex, type TestIndex, type TestSettings } from "../harness/test-indexer.ts";

/** A chain, an endpoint that may lie about it, and an index that has nothing but this endpoint. */
export interface TamperedIndex {
  readonly chain: TestChain;
  readonly deployed: DeployedChain;
  readonly proxy: RpcProxy;
  readonly index: TestIndex;
  readonly one: TestGrant;
}

/** For the tests of a `describe`; each gets a contract, an endpoint and an index of its own. */
export function tamperedIndex(
  settings: (proxy: RpcProxy, chain: TestChain) => TestSettings,
): () => TamperedIndex {
  let chain: TestChain;
  let present: TamperedIndex;
  before(async () => {
    chain = await startTestChain();
  });
  after(() => chain.stop());
  beforeEach(async () => {
    const deployed = await deployTo(chain);
    const proxy = await startRpcProxy(chain.rpcUrl);
    const index = openTestIndex(deployed, await testRedis(), {
      ...{ rpcUrls: [proxy.url], finality: 0 },
      ...settings(proxy, chain),
    });
    present = { chain, deployed, proxy, index, one: { owner: 0, grantee: 1, shareId: newShareId() } };
  });
  afterEach(async () => {
    await present.index.close();
    await present.proxy.close();
  });
  return () => present;
}
