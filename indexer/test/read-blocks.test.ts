import { expect } from "chai";
import type { ChainSource } from "../src/chain-source.ts";
import { readBlocks } from "../src/read-blocks.ts";
import { createMemoryChain } from "./harness/memory-chain.ts";

const BLOCKS_AHEAD_MAX = 8;

describe("reading single blocks", () => {
  it("gives each once and in order, and is never further ahead than a few", async () => {
    const chain = createMemoryChain();
    chain.mine(100, 1);
    let begun = 0;
    const watched: ChainSource = {
      ...chain.source,
      blockAt(number) {
        begun = Math.max(begun, number);
        return chain.source.blockAt(number);
      },
    };
    let at = 0;
    for await (const { block, logs, journal } of readBlocks(watched, 1, chain.head())) {
      expect(block.hash).to.equal(chain.hashAt(++at));
      expect([logs.length, journal?.seq]).to.deep.equal([1, BigInt(at)]);
      expect(begun - at).to.be.below(BLOCKS_AHEAD_MAX);
    }
    expect(at).to.equal(100);
  });
});
