import { expect } from "chai";
import { testRedis } from "../../test/harness/redis.ts";
import type { GrantIndex } from "../src/grant-index.ts";
import type { Progress } from "../src/progress.ts";
import { createMemoryChain, type MemoryChain } from "./harness/memory-chain.ts";
import { type MemoryIndex, openMemoryIndex } from "./harness/memory-index.ts";
import { until } from "./harness/until.ts";

const EVENTS = 600;

describe("a backfill", () => {
  let chain: MemoryChain;
  let index: MemoryIndex;
  beforeEach(async () => {
    chain = createMemoryChain();
    chain.mine(300, 2);
    index = openMemoryIndex(chain, await testRedis());
  });

  it("that is stopped anywhere goes on where it was, and reads nothing twice", async () => {
    let begun = 0;
    const counted = (real: GrantIndex): GrantIndex => ({
      ...real,
      begin(at) {
        begun++;
        return real.begin(at);
      },
    });
    let at = 0;
    for (const stopAt of [1, 3, 6, 7, 9]) {
      let commits = 0;
      const reached = Promise.withResolvers<undefined>();
      const indexer = index.start({
        index: (real) => ({
          ...counted(real),
          async commitRange(from, to, changes) {
            if (from.number >= at) at = to.number;
            else throw new Error(`block ${from.number + 1} was read again`);
            await real.commitRange(from, to, changes);
            if (++commits === stopAt) reached.resolve(undefined);
          },
        }),
      });
      await Promise.race([reached.promise, indexer.caughtUp()]);
      await indexer.stop();
      const { decidedAt, seq } = await index.status();
      expect(seq).to.equal(2n * BigInt(decidedAt.blockNumber));
      expect(decidedAt.blockNumber).to.be.at.least(at);
    }
    const last = index.start({ index: counted });
    await last.caughtUp();
    await last.stop();
    expect(begun).to.equal(1);
    expect(await index.status()).to.include({ state: "ready", seq: BigInt(EVENTS) });
  });

  it("tells how far it is, up to the end", async () => {
    const seen: Progress[] = [];
    const indexer = index.start({ onProgress: (progress) => seen.push(progress) });
    await indexer.caughtUp();
    await indexer.stop();
    const end = seen.at(-1);
    expect(end).to.include({ blocksDone: 300, blocksTotal: 300, events: EVENTS, secondsLeft: 0 });
    for (const [n, { blocksDone }] of seen.entries())
      expect(blocksDone).to.be.at.least(seen[n - 1]?.blocksDone ?? 0);
  });

  it("that brings logs which are not the contract's says which, distrusts the endpoint and reads again", async () => {
    const reasons: string[] = [];
    let lies = true;
    const indexer = index.start({
      source: () => ({
        ...chain.source,
        async logsBetween(first, last) {
          const logs = await chain.source.logsBetween(first, last);
          return lies && last.number > 100 ? logs.slice(0, -1) : logs;
        },
        distrust: (reason) => void reasons.push(reason),
      }),
    });
    const { reason } = await until(
      () => index.status(),
      ({ state }) => state === "unhealthy",
    );
    expect(reason).to.match(/^blocks \d+ to \d+: the contract counts \d+ events, the logs give \d+/);
    expect(reason).to.equal(`${reasons[0] ?? ""} (endpoint 1)`);
    lies = false;
    await indexer.caughtUp();
    await indexer.stop();
    expect(await index.status()).to.include({ state: "ready", seq: BigInt(EVENTS) });
  });
});
