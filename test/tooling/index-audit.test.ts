import { expect } from "chai";
import { indexKeys } from "../../indexer/src/redis/keys.ts";
import { connectRedis } from "../../indexer/src/index.ts";
import { type DeployedChain, deployTo, newShareId } from "../../indexer/test/harness/deployed-chain.ts";
import { openTestIndex, type TestIndex } from "../../indexer/test/harness/test-indexer.ts";
import { startTestChain, type TestChain } from "../harness/chain.ts";
import { testRedis } from "../harness/redis.ts";
import { type IndexCommand, indexCommand } from "./support/index-command.ts";

describe("./idos index audit", () => {
  let chain: TestChain;
  let deployed: DeployedChain;
  let index: TestIndex;
  let command: IndexCommand;
  let redis: ReturnType<typeof connectRedis>;
  let metaKey: string;
  before(async () => {
    chain = await startTestChain();
  });
  after(() => chain.stop());
  beforeEach(async () => {
    deployed = await deployTo(chain);
    await deployed.grantMany([1, 2, 3].map((grantee) => ({ owner: 0, grantee, shareId: newShareId() })));
    await deployed.revokeAll(5);
    const place = await testRedis();
    index = openTestIndex(deployed, place, { finality: 2 });
    await index.start().caughtUp();
    command = indexCommand(deployed, place);
    redis = connectRedis(place.url, () => undefined);
    const { contract } = deployed;
    metaKey = indexKeys({ chainId: chain.chainId, contract, redisPrefix: place.prefix }).meta;
  });
  afterEach(async () => {
    redis.disconnect();
    await index.close();
  });

  async function loseEntries(): Promise<void> {
    await redis.del(`${metaKey}:${(await redis.hget(metaKey, "generation")) ?? ""}:e0`);
  }

  it("ends with 0 and tells at which block the index is equal", async () => {
    const { exitCode, out } = await command.run("audit");
    const head = await chain.provider.getBlock("latest");
    expect(exitCode).to.equal(0);
    expect(out).to.match(
      new RegExp(`^equal to the contract at block ${head?.number} ${head?.hash}, 4 events: 3 gr`),
    );
  });

  it("ends with 1 and prints each difference: where, what Redis holds, what the contract gives", async () => {
    await loseEntries();
    const { exitCode, out } = await command.run("audit");
    expect(exitCode).to.equal(1);
    const line = `entry: the grant of ${deployed.address(0)} to ${deployed.address(1)}, share 0x[0-9a-f]{64}: holds nothing; should hold since block`;
    expect(out).to.match(new RegExp(`^${line}`, "m"));
    expect(out).to.match(/^different from the contract at block .* differences/m);
    expect(out).to.match(/^\.\/idos index audit --repair mends it$/m);
  });

  it("gives the same as one line of JSON", async () => {
    await loseEntries();
    const { exitCode, facts } = await command.json("audit");
    expect(exitCode).to.equal(1);
    expect(facts).to.include({ equal: false, grants: 3, repaired: 0, needsRebuild: false });
    expect(facts["differences"]).to.be.an("array").that.has.length(Number(facts["found"]));
  });

  it("with --repair makes it equal again and ends with 0", async () => {
    await loseEntries();
    const { exitCode, out } = await command.run("audit", "--repair");
    expect(exitCode).to.equal(0);
    expect(out).to.match(/^(\d+) of \1 differences repaired$/m);
    expect(out).to.match(/^equal to the contract at block/m);
    expect((await command.run("audit")).exitCode).to.equal(0);
  });

  it("says that it takes a rebuild where meta is damaged, with --repair too", async () => {
    await redis.hset(metaKey, "schema", "7");
    const { exitCode, out } = await command.run("audit", "--repair");
    expect(exitCode).to.equal(1);
    expect(out).to.match(/^meta: schema in meta: holds 7; should hold \d+$/m);
    expect(out).to.match(/piece by piece: \.\/idos index rebuild$/m);
  });

  it("ends with 3 where the RPC is silent, where there is no index, or where it is of another contract", async () => {
    const elsewhere = indexCommand(deployed, await testRedis());
    const absent = await elsewhere.run("audit");
    expect(absent).to.include({ exitCode: 3, out: "" });
    expect(absent.err).to.match(/^idos: there is no index/);
    await chain.stopRpc();
    try {
      expect((await command.run("audit")).exitCode).to.equal(3);
    } finally {
      await chain.startRpc();
    }
    const other = await deployTo(chain);
    const { contract, ...rest } = deployed;
    const emptied = indexCommand({ ...rest, contract: other.address(0) }, await testRedis());
    const foreign = await emptied.run("audit");
    expect(foreign.exitCode).to.equal(3);
    expect(foreign.err)
      .to.match(/there is no contract at/)
      .and.not.include(contract);
  });
});
