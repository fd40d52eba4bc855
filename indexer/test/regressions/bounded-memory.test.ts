import { expect } from "chai";
import { testRedis } from "../../../test/harness/redis.ts";
import { createMemoryChain } from "../harness/memory-chain.ts";
import { openMemoryIndex } from "../harness/memory-index.ts";

const BLOCKS = 3_000;
const EVENTS = 4;

describe("memory in a backfill", () => {
  it("does not grow while Redis is slower than the chain (ponder 671 to 1365): few ranges are held", async () => {
    const chain = createMemoryChain();
    chain.mine(BLOCKS, EVENTS);
    const index = openMemoryIndex(chain, await testRedis());
    const settings = { rangesInFlight: 3, rangeBlocks: 5, rangeEventsMax: 60, liveBlocks: 0 };
    let [held, most, largest] = [0, 0, 0];
    const indexer = index.start(
      {
        source: () => ({
          ...chain.source,
          async logsBetween(first, last) {
            most = Math.max(most, ++held);
            const logs = await chain.source.logsBetween(first, last);
            largest = Math.max(largest, logs.length);
            return logs;
          },
        }),
        index: (real) => ({
          ...real,
          async commitRange(from, to, changes) {
            await real.commitRange(from, to, changes);
            // As slow as it takes for everything that reads ahead to come to rest.
            for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
            held--;
          },
        }),
      },
      settings,
    );
    await indexer.caughtUp();
    await indexer.stop();
    expect((await index.status()).seq).to.equal(BigInt(BLOCKS * EVENTS));
    expect(largest).to.be.at.most(settings.rangeEventsMax);
    // Those read ahead, the one that is prepared and the one that is written.
    expect(most).to.be.within(settings.rangesInFlight, settings.rangesInFlight + 2);
  });
});
