import { type Bytes32, parseBytes32 } from "@idos/protocol";
import { expect } from "chai";
import { Transaction } from "ethers";
import { openedIndex } from "./harness/opened-index.ts";
import { until } from "./harness/until.ts";

const UNDO_BLOCKS = 3;

describe("a transaction that is waited for by its hash", () => {
  const given = openedIndex({ undoBlocks: UNDO_BLOCKS, liveBlocks: UNDO_BLOCKS });

  async function transactionIn(blockNumber: number): Promise<Bytes32> {
    const block = await given().chain.provider.getBlock(blockNumber);
    return parseBytes32(block?.transactions[0] ?? "");
  }
  const found = (transaction: Bytes32) => given().index.reader.reached(transaction, 0);
  const kept = async () => given().redis.hlen(await given().keyOf("t"));

  it("is found as long as its block can be undone, and is forgotten with it", async () => {
    const { chain, deployed, index, one } = given();
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
    const { chain, deployed, index, one } = given();
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
    const { chain, deployed, index, one } = given();
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
