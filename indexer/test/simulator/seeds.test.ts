import { expect } from "chai";
import { describeFailure, runSeeds } from "./run-seeds.ts";

/** Each found a bug once, in the code or in the simulator: docs/indexer-testing.md says which. */
const FOUND: readonly (readonly [seed: number, what: string])[] = [
  [14, "a tip that a reorg orphaned while nobody looked is opened, and followed to the new branch"],
  [62, "an endpoint without EIP-1898 that lost old state delays the proof, and stops nothing"],
  [75, "a block that took the head's place meanwhile is not taken for the head"],
  [136, "no grant counts by a tag whose block is not on the branch"],
];
const SEEDS = Array.from({ length: 300 }, (_, n) => n + 1);

describe("a simulated history", () => {
  for (const [seed, what] of FOUND) {
    it(`of seed ${seed}: ${what}`, async () => {
      const { failures } = await runSeeds([seed]);
      expect(failures.map(describeFailure)).to.deep.equal([]);
    });
  }

  it(`of any of the seeds 1 to ${SEEDS.length} leaves no promise broken`, async function () {
    this.timeout(180_000);
    const { failures, readyLooks } = await runSeeds(SEEDS, { concurrency: 8 });
    expect(failures.map(describeFailure)).to.deep.equal([]);
    // An oracle that never meets a ready index would find nothing.
    expect(readyLooks).to.be.above(SEEDS.length);
  });
});
