import { expect } from "chai";
import { Registry } from "prom-client";
import { startTestChain, type TestChain } from "../../test/harness/chain.ts";
import { testRedis } from "../../test/harness/redis.ts";
import { type DeployedChain, deployTo, newShareId, type TestGrant } from "./harness/deployed-chain.ts";
import { type RpcProxy, startRpcProxy } from "./harness/rpc-proxy.ts";
import { openTestIndex, type TestIndex } from "./harness/test-indexer.ts";
import { until } from "./harness/until.ts";

describe("the indexer's metrics", () => {
  let chain: TestChain;
  let deployed: DeployedChain;
  let proxy: RpcProxy;
  let index: TestIndex;
  let registry: Registry;
  let one: TestGrant;
  before(async () => {
    chain = await startTestChain();
  });
  after(() => chain.stop());
  beforeEach(async () => {
    deployed = await deployTo(chain);
    proxy = await startRpcProxy(chain.rpcUrl);
    registry = new Registry();
    one = { owner: 0, grantee: 1, shareId: newShareId() };
    index = openTestIndex(deployed, await testRedis(), {
      ...{ rpcUrls: [`${proxy.url}/key-of-the-operator`], finality: 1, staleAfterSeconds: 0.5 },
    });
  });
  afterEach(async () => {
    await index.close();
    await proxy.close();
  });

  /** The value behind a name and labels, as a scrape shows it; the index's own labels may be left out. */
  async function value(name: string, labels: Record<string, string> = {}, of = deployed): Promise<number> {
    const own = { chain_id: String(chain.chainId), contract: of.contract, ...labels };
    const parts = Object.entries(own).map(([label, text]) => `${label}="${text}"`);
    const line = (await registry.metrics())
      .split("\n")
      .find((text) => text.startsWith(`idos_indexer_${name}{`) && parts.every((part) => text.includes(part)));
    return Number(line?.split(" ").at(-1));
  }
  const state = async (): Promise<string | undefined> => {
    for (const each of ["ready", "backfilling", "stale", "unhealthy"])
      if ((await value("state", { state: each })) === 1) return each;
    return undefined;
  };

  it("tell where the index is, what it wrote and what it asked", async () => {
    await deployed.grant(one);
    await deployed.revoke(one);
    const indexer = index.start({}, { metrics: registry });
    await indexer.caughtUp();
    const head = await chain.provider.getBlockNumber();
    expect(await value("indexed_block")).to.equal(head);
    expect(await value("head_block")).to.equal(head);
    expect(await value("confirmed_block")).to.equal(head - 1);
    expect(await value("lag_blocks")).to.equal(0);
    expect(await value("lag_seconds")).to.be.within(0, 0.5);
    expect(await value("events_total")).to.equal(2);
    expect(await value("rebuilds_total")).to.equal(1);
    expect(await value("completeness_checks_total", { result: "passed" })).to.be.at.least(1);
    expect(await state()).to.equal("ready");
    const { host } = new URL(proxy.url);
    expect(await value("endpoint_in_use", { host })).to.equal(1);
    for (const method of ["eth_getBlockByNumber", "eth_getLogs", "eth_call"])
      expect(await value("rpc_request_duration_seconds_count", { host, method })).to.be.at.least(1);
    expect(await registry.metrics()).not.to.contain("key-of-the-operator");
  });

  it("count a reorg with its depth", async () => {
    const indexer = index.start({}, { metrics: registry });
    await indexer.caughtUp();
    const before = await chain.snapshot();
    await deployed.grant(one);
    await chain.mine(2);
    await indexer.caughtUp();
    await chain.revert(before);
    await chain.mine(4);
    await indexer.caughtUp();
    await until(
      () => value("reorg_depth_blocks_count"),
      (count) => count === 1,
    );
    expect(await value("reorg_depth_blocks_sum")).to.equal(3);
    expect(await value("reorg_depth_blocks_bucket", { le: "2" })).to.equal(0);
    expect(await value("reorg_depth_blocks_bucket", { le: "3" })).to.equal(1);
  });

  it("count a failed proof, and errors by their kind, and tell the state", async () => {
    const indexer = index.start({}, { metrics: registry });
    await indexer.caughtUp();
    proxy.tamper(({ method }) => (method === "eth_getLogs" ? { result: [] } : undefined));
    await deployed.grant(one);
    await until(state, (seen) => seen === "unhealthy");
    expect(await value("completeness_checks_total", { result: "failed" })).to.be.at.least(1);
    proxy.tamper(() => ({ body: "<html>busy</html>" }));
    const { host } = new URL(proxy.url);
    await until(
      () => value("rpc_errors_total", { host, kind: "malformed" }),
      (count) => count >= 1,
    );
    proxy.tamper(undefined);
    await indexer.caughtUp();
    expect(await state()).to.equal("ready");
    proxy.tamper(() => "silence");
    await until(state, (seen) => seen === "stale");
    expect(await value("lag_seconds")).to.be.above(0.5);
  });

  it("of several indexes share one registry, each under its own labels", async () => {
    const other = await deployTo(chain);
    const second = openTestIndex(other, await testRedis());
    try {
      await other.grant(one);
      const indexers = [index, second].map((each) => each.start({}, { metrics: registry }));
      await Promise.all(indexers.map((indexer) => indexer.caughtUp()));
      expect(await value("events_total")).to.equal(0);
      expect(await value("events_total", {}, other)).to.equal(1);
      expect(await value("indexed_block", {}, other)).to.equal(await chain.provider.getBlockNumber());
    } finally {
      await second.close();
    }
  });
});
