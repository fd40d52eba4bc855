import { expect } from "chai";
import { startTestChain, type TestChain } from "../../../test/harness/chain.ts";
import { type DeployedChain, deployTo } from "../harness/deployed-chain.ts";
import { type RpcProxy, startRpcProxy } from "../harness/rpc-proxy.ts";
import { openTestSource, type TestSource } from "../harness/test-source.ts";
import { until } from "../harness/until.ts";

describe("a WebSocket that is half-open: nothing arrives, not even the answer to a ping", () => {
  let chain: TestChain;
  let deployed: DeployedChain;
  let gone: RpcProxy;
  let other: RpcProxy;
  let source: TestSource;
  before(async () => {
    chain = await startTestChain();
    deployed = await deployTo(chain);
  });
  after(() => chain.stop());
  beforeEach(async () => {
    gone = await startRpcProxy(chain.rpcUrl, { pongs: false });
    other = await startRpcProxy(chain.rpcUrl);
    source = openTestSource(deployed, [gone.wsUrl, other.url], { timeoutMs: 200 });
    await source.latestBlock();
    await until(
      () => Promise.resolve(gone.calls("eth_subscribe")),
      (calls) => calls === 1,
    );
    gone.tamper(() => "silence");
  });
  afterEach(async () => {
    source.close();
    await Promise.all([gone.close(), other.close()]);
  });

  async function expectOther(): Promise<void> {
    await chain.mine();
    expect((await source.latestBlock()).number).to.equal(await chain.provider.getBlockNumber());
    expect(source.of("switched")[0]).to.include({ from: gone.host, to: other.host });
  }

  it("is left for the other endpoint by the question that it does not answer", expectOther);

  it("is ended also while nothing is asked, and then left for the other endpoint", async () => {
    await until(
      () => Promise.resolve(gone.sockets()),
      (open) => open === 0,
    );
    await expectOther();
  });
});
