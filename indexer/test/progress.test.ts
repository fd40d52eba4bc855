import { expect } from "chai";
import { progressOf, type ProgressSample } from "../src/progress.ts";

const sample = (atMs: number, blocksDone: number, events: number): ProgressSample => ({
  ...{ atMs, blocksDone, events, blocksTotal: 1_000 },
});

describe("progress", () => {
  it("is what is done, the rate between two samples, and what is left at that rate", () => {
    expect(progressOf(sample(1_000, 100, 500), sample(5_000, 300, 2_500))).to.deep.equal({
      ...{ blocksDone: 300, blocksTotal: 1_000, events: 2_500 },
      ...{ eventsPerSecond: 500, secondsLeft: 14 },
    });
  });

  it("promises nothing from one sample, or where nothing moved", () => {
    const one = sample(1_000, 100, 500);
    expect(progressOf(one, one)).to.include({ eventsPerSecond: 0, secondsLeft: undefined });
    expect(progressOf(one, { ...one, atMs: 2_000 })).to.include({
      eventsPerSecond: 0,
      secondsLeft: undefined,
    });
  });

  it("has nothing left at the end, whatever the rate", () => {
    const end = sample(9_000, 1_000, 500);
    expect(progressOf(end, end).secondsLeft).to.equal(0);
    expect(progressOf(sample(1_000, 10, 0), { ...end, blocksTotal: 999 }).secondsLeft).to.equal(0);
  });

  it("is not negative after a step back", () => {
    const { eventsPerSecond, secondsLeft } = progressOf(sample(1_000, 300, 900), sample(2_000, 200, 700));
    expect(eventsPerSecond).to.equal(0);
    expect(secondsLeft).to.equal(undefined);
  });
});
