import { type Bytes32, EMPTY_JOURNAL, type Finality } from "@idos/protocol";
import { expect } from "chai";
import type { ChainSource } from "../src/chain-source.ts";
import { ContradictionError, DeepReorgError } from "../src/errors.ts";
import { follow, type FollowOptions, type Step } from "../src/follow.ts";
import type { Checkpoint } from "../src/grant-index.ts";
import { createRangePace } from "../src/range-pace.ts";
import { createMemoryChain, type MemoryChain } from "./harness/memory-chain.ts";

const PACE = { rangeBlocks: 7, rangeEventsMax: 60, rangesInFlight: 3 };

/** Who follows a chain, and can undo what came in single blocks. */
function follower(
  chain: MemoryChain,
  own: Partial<FollowOptions> & { source?: ChainSource; start?: Checkpoint } = {},
) {
  const hashes = new Map<number, Bytes32>();
  const hash = chain.hashAt(0);
  if (hash === undefined) throw new Error("a chain has a first block");
  const start = own.start ?? { number: 0, hash, time: 0, journal: EMPTY_JOURNAL, confirmed: 0 };
  hashes.set(start.number, start.hash);
  const stopping = new AbortController();
  const index = { hashAt: (number: number) => Promise.resolve(hashes.get(number)) };
  const options = { finality: 2 as Finality, liveBlocks: 10, ...PACE, pace: createRangePace(PACE) };
  const source = own.source ?? chain.source;
  const steps = follow(source, index, start, { ...options, signal: stopping.signal, ...own });
  const known: { at: number; seq: bigint } = { at: start.number, seq: start.journal.seq };

  /** The next step, checked to begin where the one before ended. */
  async function next(): Promise<Step> {
    const { value: step } = await steps.next();
    if (step.kind === "reorg") {
      for (const number of hashes.keys()) if (number > step.ancestor.number) hashes.delete(number);
      known.at = step.ancestor.number;
      known.seq = (await chain.source.journalAt(step.ancestor))?.seq ?? -1n;
    } else if (step.kind !== "head") {
      expect(step.kind === "range" ? step.before.number : step.block.number - 1).to.equal(known.at);
      if (step.kind === "range") hashes.clear();
      hashes.set(step.block.number, step.block.hash);
      known.at = step.block.number;
      known.seq += BigInt(step.logs.length);
      expect(step.journal?.seq).to.equal(known.seq);
    }
    return step;
  }
  return {
    next,
    async until(kind: Step["kind"]): Promise<Step> {
      for (;;) {
        const step = await next();
        if (step.kind === kind) return step;
      }
    },
    at: () => known.at,
    stop: () => stopping.abort(),
  };
}

describe("the steps to the head", () => {
  let chain: MemoryChain;
  beforeEach(() => {
    chain = createMemoryChain();
  });

  it("hold every event once, wherever ranges hand over to single blocks", async () => {
    const blocks = 24;
    chain.mine(blocks, 3);
    for (let liveBlocks = 0; liveBlocks <= blocks + 1; liveBlocks++) {
      const following = follower(chain, { liveBlocks });
      const kinds: Step["kind"][] = [];
      for (let step = await following.next(); step.kind !== "head"; step = await following.next())
        kinds.push(step.kind);
      expect(following.at()).to.equal(blocks);
      expect(kinds.lastIndexOf("range")).to.be.below(kinds.indexOf("block") >>> 0);
      expect(kinds.filter((kind) => kind === "block").length).to.equal(Math.min(liveBlocks, blocks));
    }
  });

  it("say when the head is reached, and go on with its successors", async () => {
    chain.mine(30, 1);
    const following = follower(chain);
    await following.until("head");
    const next = following.next();
    chain.mine(1, 1);
    expect((await next).kind).to.equal("block");
    expect((await following.next()).kind).to.equal("head");
    expect(following.at()).to.equal(31);
  });

  it("go back to the ancestor when the head is of another branch, and forward at once", async () => {
    chain.mine(30, 1);
    const following = follower(chain);
    await following.until("head");
    chain.dropAbove(25);
    const next = following.next();
    chain.mine(8, 1);
    expect(await next).to.deep.include({ kind: "reorg", ancestor: { number: 25, hash: chain.hashAt(25) } });
    await following.until("head");
    expect(following.at()).to.equal(33);
  });

  it("take a node that is still syncing (ponder 2221) for one that lags, and not for a reorg", async () => {
    chain.mine(60, 1);
    const syncing = createMemoryChain();
    syncing.mine(20, 1);
    let source = chain.source;
    const following = follower(chain, {
      source: {
        ...chain.source,
        latestBlock: () => source.latestBlock(),
        blockAt: (number) => source.blockAt(number),
        nextHead: () => new Promise(setImmediate),
      },
    });
    await following.until("head");
    source = syncing.source;
    const next = following.next();
    while (syncing.calls("latestBlock") < 3) await new Promise(setImmediate);
    source = chain.source;
    chain.mine(1, 1);
    expect((await next).kind).to.be.oneOf(["block", "head"]);
    await following.until("head");
  });

  it("wait where the source has no successor of the tip yet", async () => {
    chain.mine(20, 1);
    let lacks = true;
    const following = follower(chain, {
      liveBlocks: 20,
      source: {
        ...chain.source,
        blockAt: (number) =>
          lacks && number > 10 ? Promise.resolve(undefined) : chain.source.blockAt(number),
      },
    });
    for (let n = 0; n < 10; n++) expect((await following.next()).kind).to.equal("block");
    const next = following.next();
    await new Promise(setImmediate);
    lacks = false;
    chain.mine(1, 1);
    expect((await next).kind).to.equal("block");
    await following.until("head");
    expect(following.at()).to.equal(21);
  });

  it("end in a deep reorg when history is replaced between two ranges", async () => {
    chain.mine(80, 1);
    const following = follower(chain);
    expect((await following.next()).kind).to.equal("range");
    chain.dropAbove(3);
    chain.mine(90, 1);
    const failure = await following.until("head").catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(DeepReorgError);
  });

  it("find the head replaced while they were read: look again, and go on from there", async () => {
    chain.mine(20, 1);
    const old = chain.head();
    let replaced = false;
    const following = follower(chain, {
      liveBlocks: 0,
      source: {
        ...chain.source,
        async latestBlock() {
          if (replaced) return chain.source.latestBlock();
          replaced = true;
          chain.dropAbove(19);
          chain.mine(1, 1);
          return old;
        },
      },
    });
    for (let at = 0; at < 20; at = following.at()) expect((await following.next()).kind).to.equal("range");
    expect((await following.next()).kind).to.equal("head");
    expect(following.at()).to.equal(20);
  });
});

describe("finality by a tag", () => {
  let chain: MemoryChain;
  beforeEach(() => {
    chain = createMemoryChain();
  });

  const confirmedIn = (step: Step): number => {
    if (step.kind !== "head") throw new Error(`a ${step.kind}`);
    return step.sight.confirmedAt(step.sight.head.number);
  };

  it("confirms up to the block that the chain names, reads ranges up to it only, and never goes back", async () => {
    chain.mine(40, 1);
    chain.finalize(25);
    const following = follower(chain, { finality: "finalized", liveBlocks: 2 });
    let single = 0;
    let step = await following.next();
    for (; step.kind !== "head"; step = await following.next()) {
      if (step.kind === "range") expect(step.block.number).to.be.at.most(25);
      else single++;
    }
    expect(single).to.equal(15);
    expect(confirmedIn(step)).to.equal(25);
    expect(step.sight.confirmedAt(7)).to.equal(7);
    for (const [tagged, expected] of [
      [20, 25],
      [33, 33],
    ] as const) {
      chain.finalize(tagged);
      const next = following.until("head");
      chain.mine(1, 1);
      expect(confirmedIn(await next)).to.equal(expected);
    }
  });

  it("calls a reorg below that block a deep one, and undoes one above it", async () => {
    chain.mine(40, 1);
    chain.finalize(25);
    // All that lies above block 10 could be undone.
    const following = follower(chain, { finality: "safe", liveBlocks: 30 });
    await following.until("head");
    chain.dropAbove(26);
    let next = following.next();
    chain.mine(20, 1);
    expect(await next).to.deep.include({ kind: "reorg", ancestor: { number: 26, hash: chain.hashAt(26) } });
    await following.until("head");
    chain.dropAbove(24);
    next = following.until("head");
    chain.mine(30, 1);
    expect(await next.catch((error: unknown) => error))
      .to.be.instanceOf(DeepReorgError)
      .and.to.have.property("message")
      .that.contains("block 25, which it had called safe");
  });

  for (const liveBlocks of [2, 30])
    it(`confirms nothing by a block of another branch, with the last ${liveBlocks} read singly`, async () => {
      chain.mine(40, 1);
      const orphan = { ...chain.head(), number: 35 };
      const following = follower(chain, {
        ...{ finality: "finalized", liveBlocks },
        source: { ...chain.source, taggedBlock: () => Promise.resolve(orphan) },
      });
      const failure = await (async () => {
        for (;;) {
          const step = await following.next();
          if (step.kind === "block") expect(step.sight.confirmedAt(step.block.number)).to.be.below(11);
          else expect(following.at()).to.be.below(35);
        }
      })().catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(ContradictionError);
    });
});
