import { type Bytes32, parseBytes32 } from "@idos/protocol";
import { expect } from "chai";
import { Transaction } from "ethers";
import { startTestChain, type TestChain } from "../../test/harness/chain.ts";
import { testRedis } from "../../test/harness/redis.ts";
import { connectRedis } from "../src/redis/connect.ts";
import { indexKeys } from "../src/redis/keys.ts";
import { type DeployedChain, deployTo, newShareId, type TestGrant } from "./harness/deployed-chain.ts";
import { openTestIndex, type TestIndex } from "./harness/test-indexer.ts";
import { until } from "./harness/until.ts";

const UNDO_BLOCKS = 3;

describe("a transaction that is waited for by its hash", () => {
  let chain: TestChain;
  let deployed: DeployedChain;
  let redis: ReturnType<typeof connectRedis>;
  let index: TestIndex;
  let meta: string;
  let one: TestGrant;
  before(async () => {
    chain = await startTestChain();
  });
  after(() => chain.stop());
  beforeEach(async () => {
    deployed = await deployTo(chain);
    const place = await testRedis();
    redis = connectRedis(place.url, () => undefined);
    ({ meta } = indexKeys({
      ...{ chainId: chain.chainId, contract: deployed.contract, redisPrefix: place.prefix },
    }));
    index = openTestIndex(deployed, place, { undoBlocks: UNDO_BLOCKS, liveBlocks: UNDO_BLOCKS });
    one = { owner: 0, grantee: 1, shareId: newShareId() };
  });
  afterEach(async () => {
    await index.close();
    redis.disconnect();
  });

  async function transactionIn(blockNumber: number): Promise<Bytes32> {
    const block = await chain.provider.getBlock(blockNumber);
    return parseBytes32(block?.transactions[0] ?? "");
  }
  const found = (transaction: Bytes32) => index.reader.reached(transaction, 0);
  const kept = async () => redis.hlen(`${meta}:${String(await redis.hget(meta, "generation"))}:t`);

  it("is found as long as its block can be undone, and is forgotten with it", async () => {
    const indexer = index.start();
    await indexer.caughtUp();
    const [block, later] = [await deployed.grant(one), await deployed.revoke(one)];
    const [granting, revoking] = [await transactionIn(block), await transactionIn(later)];
    await indexer.caughtUp();
    expect([await found(granting), await found(revoking)]).to.deep.equal([block, later]);
    // One by one, each seen: many at once may be read as a range, which forgets them all.
    for (let mined = 1; mined < UNDO_BLOCKS; mined++) {
      await chain.mine();
      await indexer.caughtUp();
    }
    expect([await found(granting), await found(revoking)]).to.deep.equal([undefined, later]);
    await chain.mine();
    await indexer.caughtUp();
    expect([await found(granting), await found(revoking)]).to.deep.equal([undefined, undefined]);
    expect(await kept()).to.equal(0);
  });

  it("is forgotten when a reorg undoes its block, and is found where it is mined anew", async () => {
    const indexer = index.start();
    await indexer.caughtUp();
    const before = await chain.snapshot();
    const block = await deployed.grant(one);
    const transaction = await transactionIn(block);
    const mined = await chain.provider.getTransaction(transaction);
    if (mined === null) throw new Error("it is mined");
    const signed = Transaction.from(mined).serialized;
    await indexer.caughtUp();
    expect(await found(transaction)).to.equal(block);
    await chain.revert(before);
    await chain.mine(2);
    await until(
      () => index.reader.status(),
      ({ state, decidedAt }) => state === "ready" && decidedAt.blockNumber === block + 1,
    );
    expect(await found(transaction)).to.equal(undefined);
    await chain.provider.broadcastTransaction(signed);
    expect(await index.reader.reached(transaction, 5_000)).to.equal(block + 2);
  });

  it("is forgotten by a range, which cannot be undone", async () => {
    const first = index.start();
    await first.caughtUp();
    const block = await deployed.grant(one);
    const transaction = await transactionIn(block);
    await first.caughtUp();
    expect(await found(transaction)).to.equal(block);
    await first.stop();
    await chain.mine(UNDO_BLOCKS * 4);
    await index.start().caughtUp();
    expect(await found(transaction)).to.equal(undefined);
    expect(await kept()).to.equal(0);
  });
});
