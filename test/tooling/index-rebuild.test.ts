import { expect } from "chai";
import { z } from "zod";
import { startRpcProxy } from "../../indexer/test/harness/rpc-proxy.ts";
import { until } from "../../indexer/test/harness/until.ts";
import {
  type DeployedChain,
  deployTo,
  newShareId,
  type TestGrant,
} from "../../indexer/test/harness/deployed-chain.ts";
import { openTestIndex, type TestIndex } from "../../indexer/test/harness/test-indexer.ts";
import { Interruption } from "../../scripts/process/interruption.ts";
import { startTestChain, type TestChain } from "../harness/chain.ts";
import { testRedis, type TestRedis } from "../harness/redis.ts";
import { type IndexCommand, indexCommand } from "./support/index-command.ts";

const countSchema = z.object({ generation: z.string(), grants: z.number() });
const countsSchema = z.object({ before: countSchema, after: countSchema });

describe("./idos index rebuild", () => {
  let chain: TestChain;
  let deployed: DeployedChain;
  let index: TestIndex;
  let command: IndexCommand;
  let one: TestGrant;
  let redis: TestRedis;
  before(async () => {
    chain = await startTestChain();
  });
  after(() => chain.stop());
  beforeEach(async () => {
    deployed = await deployTo(chain);
    one = { owner: 0, grantee: 1, shareId: newShareId() };
    await deployed.grant(one);
    await chain.mine(2);
    redis = await testRedis();
    index = openTestIndex(deployed, redis, { finality: 2 });
    command = indexCommand(deployed, redis);
  });
  afterEach(() => index.close());

  it("begins a new generation, tells both counts, and the node's writer goes on with it", async () => {
    const indexer = index.start();
    await indexer.caughtUp();
    const { exitCode, facts } = await command.json("rebuild", "--yes");
    expect(exitCode).to.equal(0);
    const { before, after } = countsSchema.parse(facts);
    expect([before.grants, after.grants]).to.deep.equal([1, 1]);
    expect(after.generation).to.not.equal(before.generation);
    await deployed.revoke(one);
    await until(
      () => index.verdict(one),
      (verdict) => verdict === "ready none",
    );
    expect((await command.run("audit")).exitCode).to.equal(0);
  });

  it("builds the first index where there is none", async () => {
    const { exitCode, out } = await command.run("rebuild", "--yes");
    expect(exitCode).to.equal(0);
    expect(out)
      .to.match(/^before +no index$/m)
      .and.match(/^after +1 grant, generation /m);
    expect(await index.verdict(one)).to.equal("ready granted");
  });

  it("ends with 130 at Ctrl-C, and the node's writer finishes the new index", async () => {
    const proxy = await startRpcProxy(chain.rpcUrl);
    const interruption = new AbortController();
    try {
      proxy.tamper(({ method }) => (method === "eth_getLogs" ? "silence" : undefined));
      const own = { IDOS_RPC_URLS: proxy.url };
      const running = indexCommand(deployed, redis, own, interruption.signal).run("rebuild", "--yes");
      await until(
        () => Promise.resolve(proxy.calls("eth_getLogs")),
        (calls) => calls > 0,
      );
      expect(await index.verdict(one)).to.equal("backfilling none");
      interruption.abort(new Interruption("SIGINT"));
      const { exitCode, err } = await running;
      expect(exitCode).to.equal(130);
      expect(err).to.match(/interrupted: the new index is not complete/);
    } finally {
      await proxy.close();
    }
    await index.start().caughtUp();
    expect(await index.verdict(one)).to.equal("ready granted");
  });

  it("changes nothing and ends with 2 without --yes where nobody can be asked", async () => {
    await index.start().caughtUp();
    const { exitCode, err } = await command.run("rebuild");
    expect(exitCode).to.equal(2);
    expect(err).to.match(/needs --yes/);
    expect(await index.verdict(one)).to.equal("ready granted");
  });

  it("changes nothing and ends with 3 where the RPC is silent or of another chain", async () => {
    await index.start().caughtUp();
    await index.close();
    const wrong = await indexCommand(deployed, await testRedis(), { IDOS_CHAIN_ID: "10" }).run(
      "rebuild",
      "--yes",
    );
    expect(wrong.exitCode).to.equal(3);
    expect(wrong.err).to.match(/of chain 31337, not of chain 10/);
    await chain.stopRpc();
    try {
      const silent = await command.run("rebuild", "--yes");
      expect(silent.exitCode).to.equal(3);
      expect(silent.err).to.match(/^idos: the RPC at 127\.0\.0\.1:\d+: unreachable/);
    } finally {
      await chain.startRpc();
    }
    expect((await command.run("audit")).exitCode).to.equal(0);
  });
});
