import { expect } from "chai";
import { testRedis } from "../../../test/harness/redis.ts";
import { createMemoryChain } from "../harness/memory-chain.ts";
import { openMemoryIndex } from "../harness/memory-index.ts";

describe("the hand-over from backfill to live", () => {
  for (const liveBlocks of [5, 64])
    it(`skips no event (ponder 0.8.20) of blocks mined meanwhile, with the last ${liveBlocks} read singly`, async () => {
      const chain = createMemoryChain();
      chain.mine(100, 2);
      const index = openMemoryIndex(chain, await testRedis());
      let left = 60;
      const grow = (): void => {
        if (left > 0) chain.mine(1, 2);
        left--;
      };
      let at = 0;
      const follows = (from: number, to: number): void => {
        expect(from).to.equal(at);
        at = to;
      };
      const indexer = index.start(
        {
          source: () => ({
            ...chain.source,
            logsBetween(first, last) {
              grow();
              return chain.source.logsBetween(first, last);
            },
            logsOf(block) {
              grow();
              return chain.source.logsOf(block);
            },
          }),
          index: (real) => ({
            ...real,
            commitRange(from, to, changes) {
              follows(from.number, to.number);
              return real.commitRange(from, to, changes);
            },
            commitBlock(from, to, changes, transactions) {
              follows(from.number, to.number);
              return real.commitBlock(from, to, changes, transactions);
            },
          }),
        },
        { liveBlocks },
      );
      while (left > 0) await indexer.caughtUp();
      await indexer.caughtUp();
      await indexer.stop();
      expect(at).to.equal(160);
      expect(await index.status()).to.include({ state: "ready", seq: 320n });
    });
});
