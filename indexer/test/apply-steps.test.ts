import { EMPTY_JOURNAL } from "@idos/protocol";
import { expect } from "chai";
import { testRedis } from "../../test/harness/redis.ts";
import { createStepApplier } from "../src/apply-steps.ts";
import { IncompleteLogsError, WriteRefusedError } from "../src/errors.ts";
import { follow, type Step } from "../src/follow.ts";
import type { Checkpoint, GrantIndex } from "../src/grant-index.ts";
import { createRangePace } from "../src/range-pace.ts";
import { connectRedis } from "../src/redis/connect.ts";
import { createRedisGrantIndex } from "../src/redis/redis-grant-index.ts";
import { createMemoryChain, type MemoryChain } from "./harness/memory-chain.ts";

type RangeStep = Step & { kind: "range" };

describe("applying steps", () => {
  let chain: MemoryChain;
  let redis: ReturnType<typeof connectRedis>;
  let openIndex: () => GrantIndex;
  let index: GrantIndex;
  let start: Checkpoint;
  /** Four ranges of ten blocks with two grants in each, read from the chain. */
  let ranges: RangeStep[];
  beforeEach(async () => {
    chain = createMemoryChain();
    chain.mine(40, 2);
    const { url, prefix } = await testRedis();
    redis = connectRedis(url, () => undefined);
    const place = { chainId: 7, contract: chain.contract, redisPrefix: prefix };
    openIndex = () => createRedisGrantIndex(redis, { ...place, finality: 0, undoBlocks: 8 });
    index = openIndex();
    const hash = chain.hashAt(0);
    if (hash === undefined) throw new Error("a chain has a first block");
    start = { number: 0, hash, time: 0, journal: EMPTY_JOURNAL, confirmed: 0 };
    await index.take();
    await index.begin(start);
    const pace = { rangeBlocks: 10, rangeEventsMax: 26, rangesInFlight: 1 };
    const options = { ...pace, finality: 0, liveBlocks: 0, pace: createRangePace(pace) };
    const { signal } = new AbortController();
    ranges = [];
    for await (const step of follow(chain.source, index, start, { ...options, signal })) {
      if (step.kind === "range") ranges.push(step);
      if (step.kind === "head") break;
    }
    expect(ranges.map(({ block }) => block.number)).to.deep.equal([10, 19, 28, 37, 40]);
  });
  afterEach(() => redis.disconnect());

  const range = (n: number): RangeStep => {
    const step = ranges[n];
    if (step === undefined) throw new Error(`no range ${n}`);
    return step;
  };
  const failureOf = (doing: Promise<unknown>): Promise<unknown> =>
    doing.then(
      () => undefined,
      (error: unknown) => error,
    );

  it("reads for the next range while the one before is written, and writes it only then", async () => {
    const gate = Promise.withResolvers<undefined>();
    const asked: string[] = [];
    const watched: GrantIndex = {
      ...index,
      read(at, touched) {
        asked.push(`read at ${at.number}`);
        return index.read(at, touched);
      },
      async commitRange(from, to, changes) {
        asked.push(`commit ${to.number}`);
        await index.commitRange(from, to, changes);
        if (to.number === 10) await gate.promise;
      },
    };
    const applier = createStepApplier(start, true, { source: chain.source, index: watched });
    await applier.apply(range(0));
    const second = applier.apply(range(1));
    await index.hashAt(1);
    expect(asked).to.deep.equal(["read at 0", "commit 10", "read at 10"]);
    gate.resolve(undefined);
    await second;
    await applier.settle();
    expect(asked.at(-1)).to.equal("commit 19");
    expect((await index.take())?.number).to.equal(19);
  });

  it("applies nothing after a write that failed, and tells of that failure", async () => {
    const other = openIndex();
    const watched: GrantIndex = {
      ...index,
      async commitRange(from, to, changes) {
        if (to.number === 19) await other.take();
        await index.commitRange(from, to, changes);
      },
    };
    const applier = createStepApplier(start, true, { source: chain.source, index: watched });
    await applier.apply(range(0));
    await applier.apply(range(1));
    expect(await failureOf(applier.apply(range(2)))).to.be.instanceOf(WriteRefusedError);
    const contradicted = { ...range(2), logs: range(2).logs.slice(0, -1) };
    expect(await failureOf(applier.apply(contradicted))).to.be.instanceOf(IncompleteLogsError);
    expect(await failureOf(applier.settle())).to.be.instanceOf(WriteRefusedError);
    expect((await other.take())?.number).to.equal(10);
  });

  it("commits nothing that the contract's journal contradicts, and names the blocks", async () => {
    const applier = createStepApplier(start, true, { source: chain.source, index });
    await applier.apply(range(0));
    const { logs } = range(1);
    const wrong: Record<string, RangeStep["logs"]> = {
      "the contract counts 18 events, the logs give 17": logs.slice(0, -1),
      "event 22 is missing: event 23 came next, in block 12": logs.toSpliced(1, 1),
      "event 23 is missing: event 22 came next, in block 11": logs.toSpliced(1, 0, ...logs.slice(1, 2)),
      "the logs are not the contract's, though as many": logs.map((log) => ({
        ...log,
        topics: [...log.topics.slice(0, 3), log.blockHash],
      })),
    };
    for (const [why, given] of Object.entries(wrong)) {
      const failure = await failureOf(applier.apply({ ...range(1), logs: given }));
      expect(failure).to.be.instanceOf(IncompleteLogsError).and.to.include({ first: 11, last: 19 });
      expect(String(failure)).to.contain(`blocks 11 to 19: ${why}`);
    }
    await applier.settle();
    expect((await index.take())?.number).to.equal(10);
    await applier.apply(range(1));
    await applier.settle();
    expect((await index.take())?.number).to.equal(19);
  });

  it("names all blocks since the last proof where later ones could not be proved", async () => {
    const applier = createStepApplier(start, true, { source: chain.source, index });
    await applier.apply(range(0));
    await applier.apply({ ...range(1), journal: undefined });
    const failure = await failureOf(applier.apply({ ...range(2), logs: range(2).logs.slice(0, -1) }));
    expect(failure).to.be.instanceOf(IncompleteLogsError).and.to.include({ first: 11, last: 28 });
    expect(String(failure)).to.contain("counts 36 events, the logs give 35");
  });

  it("marks no head that was not proved", async () => {
    const forgetful = { journalAt: () => Promise.resolve(undefined) };
    const applier = createStepApplier(start, true, { source: forgetful, index });
    await applier.apply({ ...range(0), journal: undefined });
    const head: Step = { kind: "head", sight: range(0).sight };
    expect(String(await failureOf(applier.apply(head)))).to.contain("the state of the head, block 10");
    await applier.apply(range(1));
    await applier.apply(head);
  });
});
