import { expect } from "chai";
import { runKillLoop } from "./harness/kill-loop.ts";

/** `npm run kill-loop` takes more. */
const ROUNDS = 6;

describe("an indexer and a Redis that are killed", () => {
  for (const appendOnly of [true, false])
    it(`at any instant, again and again, recover, ${appendOnly ? "with" : "without"} Redis' own log`, async () => {
      const { indexerKills, redisKills, readyLooks } = await runKillLoop({ rounds: ROUNDS, appendOnly });
      expect(indexerKills).to.be.at.least((2 * ROUNDS) / 3);
      expect(redisKills).to.be.at.least((2 * ROUNDS) / 3);
      expect(readyLooks).to.be.above(ROUNDS);
    });
});
