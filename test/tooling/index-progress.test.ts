import { expect } from "chai";
import { createProgressDisplay } from "../../scripts/index/progress-display.ts";
import { duration, paceOf, progressLine } from "../../scripts/index/progress.ts";

const reading = (done: number) => ({ stage: "reading", done, total: 1_000, unit: "blocks" });

describe("progress", () => {
  it("tells the rate since the stage began, and the time that is left at that rate", () => {
    expect(paceOf(reading(300), 100, 2_000)).to.deep.equal({ perSecond: 100, secondsLeft: 7 });
    expect(paceOf(reading(0), 0, 0)).to.deep.equal({ perSecond: 0, secondsLeft: undefined });
    const line = progressLine(reading(300), { perSecond: 100, secondsLeft: 7 });
    expect(line).to.equal("reading: 30%  300 of 1,000 blocks, 100/s, 7 s left");
  });

  it("writes times as people say them", () => {
    expect([0, 59.4, 60, 3_599, 7_500].map(duration)).to.deep.equal([
      ...["0 s", "59 s", "1 min 0 s", "59 min 59 s", "2 h 5 min"],
    ]);
  });

  /** What is written when each step of 100 takes `stepMs`. */
  function written(stream: { isTTY?: boolean; columns?: number }, stepMs: number): string[] {
    const texts: string[] = [];
    let now = 0;
    const sink = { ...stream, write: (text: string) => texts.push(text) };
    const display = createProgressDisplay(sink, () => now);
    for (let done = 0; done <= 1_000; done += 100) {
      display.show(reading(done));
      now += stepMs;
    }
    display.clear();
    return texts;
  }

  it("is a bar that keeps to its line of a terminal, at most ten times a second", () => {
    const texts = written({ isTTY: true, columns: 40 }, 50);
    expect(texts).to.have.length(7);
    for (const text of texts.slice(0, -1)) {
      expect(text.startsWith("\r\u001b[2K")).to.equal(true);
      expect(text).to.not.include("\n");
      expect(text.length).to.be.at.most(39 + "\r\u001b[2K".length);
    }
    expect(texts.at(-1)).to.equal("\r\u001b[2K");
  });

  it("is a plain line elsewhere, at most every five seconds, and none for what is over before", () => {
    expect(written({}, 1_000)).to.deep.equal([
      "reading: 50%  500 of 1,000 blocks, 100/s, 5 s left\n",
      "reading: 100%  1,000 of 1,000 blocks, 100/s, 0 s left\n",
    ]);
    expect(written({}, 10)).to.deep.equal([]);
  });
});
