import { expect } from "chai";
import { type BlockRange, readHistory } from "../src/backfill.ts";
import type { ChainSource } from "../src/chain-source.ts";
import { RpcError } from "../src/errors.ts";
import { createRangePace } from "../src/range-pace.ts";
import { createMemoryChain, type MemoryChain } from "./harness/memory-chain.ts";

const OPTIONS = { rangeBlocks: 50, rangeEventsMax: 400, rangesInFlight: 4 };

async function readAll(
  source: ChainSource,
  last: number,
  options: Partial<typeof OPTIONS> = {},
): Promise<BlockRange[]> {
  const own = { ...OPTIONS, ...options };
  const ranges: BlockRange[] = [];
  for await (const range of readHistory(source, 1, last, createRangePace(own), own.rangeEventsMax))
    ranges.push(range);
  return ranges;
}

/** Each range begins where the one before ended, and together they are the chain's history. */
function expectWhole(chain: MemoryChain, ranges: readonly BlockRange[], last: number): void {
  let [at, seq] = [0, 0n];
  for (const { before, block, logs, journal } of ranges) {
    expect(before.number).to.equal(at);
    expect(block.hash).to.equal(chain.hashAt(block.number));
    seq += BigInt(logs.length);
    expect(journal?.seq).to.equal(seq);
    at = block.number;
  }
  expect(at).to.equal(last);
}

describe("reading history", () => {
  it("asks for no block but the ends of ranges, and for few ranges, in sparse history as in dense", async () => {
    for (const [blocks, grants] of [
      [4_000, 2],
      [160, 50],
    ] as const) {
      const chain = createMemoryChain();
      chain.mine(blocks, grants);
      const ranges = await readAll(chain.source, blocks);
      expectWhole(chain, ranges, blocks);
      expect(ranges.length).to.be.below(40);
      for (const { logs } of ranges) expect(logs.length).to.be.at.most(OPTIONS.rangeEventsMax);
      expect(chain.calls("blockAt")).to.equal(2 * chain.calls("logsBetween"));
      expect(chain.calls("logsBetween")).to.be.at.most(ranges.length + 10);
      expect(chain.calls("logsOf")).to.equal(0);
    }
  });

  it("grows its ranges where there are no events", async () => {
    const chain = createMemoryChain();
    chain.mine(30_000);
    const ranges = await readAll(chain.source, 30_000);
    expectWhole(chain, ranges, 30_000);
    expect(ranges.length).to.be.below(20);
  });

  it("takes a single block, whatever it holds", async () => {
    const chain = createMemoryChain();
    chain.mine(3, 900);
    const ranges = await readAll(chain.source, 3);
    expectWhole(chain, ranges, 3);
    expect(ranges.map(({ logs }) => logs.length)).to.deep.equal([900, 900, 900]);
  });

  for (const failure of ["refused", "timeout", "too-large"] as const) {
    it(`asks for smaller ranges where one fails as ${failure}, and keeps to what works`, async () => {
      const chain = createMemoryChain();
      chain.mine(2_000, 1);
      let refusals = 0;
      const limited: ChainSource = {
        ...chain.source,
        logsBetween(first, last) {
          if (last.number - first < 60) return chain.source.logsBetween(first, last);
          refusals++;
          return Promise.reject(new RpcError(failure, "more than 60 blocks"));
        },
      };
      const ranges = await readAll(limited, 2_000);
      expectWhole(chain, ranges, 2_000);
      expect(refusals).to.be.below(ranges.length / 2);
    });
  }

  it("fails as the source does where a single block fails, after all ranges before it", async () => {
    const chain = createMemoryChain();
    chain.mine(100, 1);
    const limited: ChainSource = {
      ...chain.source,
      logsBetween: (first, last) =>
        last.number >= 70
          ? Promise.reject(new RpcError("refused", "no"))
          : chain.source.logsBetween(first, last),
    };
    const pace = createRangePace(OPTIONS);
    let at = 0;
    const failure = await (async () => {
      for await (const range of readHistory(limited, 1, 100, pace, OPTIONS.rangeEventsMax))
        at = range.block.number;
    })().catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(RpcError);
    expect(at).to.equal(69);
  });

  it("is never further ahead than it may be", async () => {
    const chain = createMemoryChain();
    chain.mine(3_000, 4);
    let [open, most] = [0, 0];
    const watched: ChainSource = {
      ...chain.source,
      async logsBetween(first, last) {
        most = Math.max(most, ++open);
        return chain.source.logsBetween(first, last);
      },
    };
    const own = { ...OPTIONS, rangesInFlight: 3 };
    for await (const range of readHistory(watched, 1, 3_000, createRangePace(own), own.rangeEventsMax)) {
      // What was read and not yet taken counts, so the one in hand is the last to be let go.
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
      expect(range.logs.length).to.be.above(0);
      open--;
    }
    expect(most).to.be.within(2, 3);
  });

  it("says that a block is absent where the source lacks one below its head", async () => {
    const chain = createMemoryChain();
    chain.mine(100, 1);
    const lacking: ChainSource = {
      ...chain.source,
      blockAt: (number) => (number === 100 ? Promise.resolve(undefined) : chain.source.blockAt(number)),
    };
    const failure = await readAll(lacking, 100).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(RpcError).and.to.include({ failure: "absent" });
  });
});
