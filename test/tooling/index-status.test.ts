import { expect } from "chai";
import { type DeployedChain, deployTo, newShareId } from "../../indexer/test/harness/deployed-chain.ts";
import { openTestIndex, type TestIndex } from "../../indexer/test/harness/test-indexer.ts";
import { startTestChain, type TestChain } from "../harness/chain.ts";
import { testRedis, type TestRedis } from "../harness/redis.ts";
import { type IndexCommand, indexCommand } from "./support/index-command.ts";

describe("./idos index status", () => {
  let chain: TestChain;
  let deployed: DeployedChain;
  let redis: TestRedis;
  let index: TestIndex;
  let command: IndexCommand;
  before(async () => {
    chain = await startTestChain();
  });
  after(() => chain.stop());
  beforeEach(async () => {
    deployed = await deployTo(chain);
    redis = await testRedis();
    index = openTestIndex(deployed, redis, { finality: 2 });
    command = indexCommand(deployed, redis);
  });
  afterEach(() => index.close());

  it("ends with 0 and tells block, events, grants, writer and lag where the index is ready", async () => {
    await deployed.grant({ owner: 0, grantee: 1, shareId: newShareId() });
    const indexer = index.start();
    await indexer.caughtUp();
    const { exitCode, out } = await command.run("status");
    const head = await chain.provider.getBlock("latest");
    expect(exitCode).to.equal(0);
    expect(out).to.match(/^state +ready$/m);
    expect(out).to.match(new RegExp(`^block +${head?.number} ${head?.hash}, 0 blocks and 0 s behind$`, "m"));
    expect(out).to.match(/^events +1$/m);
    expect(out).to.match(/^grants +1\b/m);
    expect(out).to.match(/^finality +2 blocks/m);
    expect(out).to.match(/^writer +\S+, wrote \d+ s ago$/m);
    expect(out).to.not.match(/^to do/m);
  });

  it("gives the same as one line of JSON", async () => {
    await index.start().caughtUp();
    const { exitCode, facts } = await command.json("status");
    expect(exitCode).to.equal(0);
    expect(facts["status"]).to.deep.include({ state: "ready", seq: "0" });
    expect(facts["lag"]).to.deep.equal({ blocks: 0, seconds: 0 });
  });

  it("ends with 1 where there is no index, and says what to compare", async () => {
    const { exitCode, out } = await command.run("status");
    expect(exitCode).to.equal(1);
    expect(out).to.match(/^to do +no index of this contract is here: start the node/m);
  });

  it("says that the RPC is silent, and goes by the index all the same", async () => {
    await index.start().caughtUp();
    await chain.stopRpc();
    try {
      const { exitCode, out } = await command.run("status");
      expect(exitCode).to.equal(0);
      expect(out).to.match(/^chain +its head is not known: /m);
      expect(out).to.match(/^to do +the index is still fresh; mend the RPC/m);
    } finally {
      await chain.startRpc();
    }
  });

  it("tells the reason of an unhealthy index, and what to do", async () => {
    await index.start().caughtUp();
    const other = indexCommand(deployed, redis, { IDOS_FINALITY: "3" });
    const { exitCode, out } = await other.run("status");
    expect(exitCode).to.equal(1);
    expect(out).to.match(/^state +unhealthy$/m);
    expect(out).to.match(/^because +.*\b2\b.*\b3\b/m);
    expect(out).to.match(/^to do +.*\.\/idos index audit/m);
  });

  it("ends with 3 where no Redis answers, and with 2 where the settings do not hold", async () => {
    const secret = "s3cret";
    const nowhere = indexCommand(deployed, { ...redis, url: `redis://:${secret}@127.0.0.1:1` });
    const unreachable = await nowhere.run("status");
    expect(unreachable).to.include({ exitCode: 3, out: "" });
    expect(unreachable.err).to.match(/^idos: no Redis answers at 127\.0\.0\.1:1 .*ECONNREFUSED/);
    expect(unreachable.err).to.not.include(secret);
    const wrong = await indexCommand(deployed, redis, { IDOS_CHAIN_ID: "zero" }).run("status");
    expect(wrong).to.include({ exitCode: 2, out: "" });
    expect(wrong.err).to.include("IDOS_CHAIN_ID");
    const other = await command.run("status", "--chain", "10");
    expect(other.exitCode).to.equal(2);
    expect(other.err).to.include("the node follows 31337 and no other");
  });
});
