import { expect } from "chai";
import { startTestChain } from "../../test/harness/chain.ts";
import { testRedis } from "../../test/harness/redis.ts";
import { openBareIndex } from "./harness/bare-index.ts";
import { checkpoint } from "./harness/checkpoint.ts";
import { deployTo } from "./harness/deployed-chain.ts";
import { openTestIndex } from "./harness/test-indexer.ts";
import { until } from "./harness/until.ts";

const IDLE_MS = 60_000;

describe("an index that another process writes", () => {
  it("may be taken when that has not written for long, or so long ahead of the clock", async () => {
    const bare = await openBareIndex();
    try {
      const { redis, meta } = bare;
      const [writer, waiting] = [bare.openWriter(), bare.openWriter()];
      await writer.take();
      await writer.begin(checkpoint(1));
      const writtenAtMs = Number(await redis.hget(meta, "activeAtMs"));
      for (const [sinceMs, may] of [
        [0, false],
        [-IDLE_MS / 2, false],
        [-IDLE_MS * 2, true],
        [IDLE_MS / 2, false],
        // The clock of Redis stepped back.
        [IDLE_MS * 2, true],
      ] as const) {
        await redis.hset(meta, "activeAtMs", writtenAtMs + sinceMs);
        expect(await waiting.mayTake(IDLE_MS), `${sinceMs} ms`).to.equal(may);
        expect(await writer.mayTake(IDLE_MS)).to.equal(true);
      }
    } finally {
      bare.close();
    }
  });

  it("is left to it by the one that was superseded, however often that looks", async () => {
    const chain = await startTestChain();
    const index = openTestIndex(await deployTo(chain), await testRedis(), { takeOverAfterMs: 600_000 });
    try {
      const counts = { take: 0, mayTake: 0 };
      const older = index.start(
        {},
        {
          index: (real) => ({
            ...real,
            take() {
              counts.take++;
              return real.take();
            },
            mayTake(idleMs) {
              counts.mayTake++;
              return real.mayTake(idleMs);
            },
          }),
        },
      );
      await older.caughtUp();
      await index.start().caughtUp();
      await until(
        () => Promise.resolve(counts.mayTake),
        (looks) => looks >= 3,
      );
      expect(counts.take).to.equal(1);
    } finally {
      await index.close();
      await chain.stop();
    }
  });
});
