import { testRedis } from "../../../test/harness/redis.ts";
import { connectRedis } from "../../src/redis/connect.ts";
import { runSeed } from "./run-seed.ts";
import type { Script } from "./script.ts";

/** More than a run over such a history has: from backfill over live blocks and a reorg to the head. */
const AWAITS = 120;

function diesAt(count: number): Script {
  const habits = { orphans: "refuses", callsByHash: true, rangeBlocksMax: 10, stateBlocks: 1_000 } as const;
  return {
    ...{ seed: 7, endpoints: [{ ...habits, fullBlooms: false }], finality: 1, deployBlock: 2 },
    ...{ undoBlocks: 8, liveBlocks: 4, rangeBlocks: 3, historyBlocks: 12 },
    steps: [
      { after: count, deed: { kind: "crash" } },
      { after: 20, deed: { kind: "reorg", depth: 3, blocks: 4 } },
      { after: count, deed: { kind: "crash" } },
    ],
  };
}

describe("an indexer that dies at an await", () => {
  it(`of the chain or of its index, whichever of the first ${AWAITS}, breaks no promise`, async () => {
    const { url, prefix } = await testRedis();
    const redis = connectRedis(url, () => undefined);
    try {
      for (let count = 1; count <= AWAITS; count++)
        await runSeed(diesAt(count), { redis, redisUrl: url, redisPrefix: `${prefix}${count}:` });
    } finally {
      redis.disconnect();
    }
  });
});
