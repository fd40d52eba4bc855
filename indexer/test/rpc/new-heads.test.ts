import { expect } from "chai";
import { createNewHeads } from "../../src/rpc/new-heads.ts";

describe("news of heads", () => {
  it("never wake their waiter right after it looked, however many come", async () => {
    const heads = createNewHeads(60_000);
    const { signal } = new AbortController();
    const storm = setInterval(() => heads.announce(), 1);
    const waits: number[] = [];
    try {
      for (let look = 0; look < 5; look++) {
        heads.taken();
        const takenAtMs = performance.now();
        await heads.next(signal);
        waits.push(performance.now() - takenAtMs);
      }
    } finally {
      clearInterval(storm);
    }
    // Timers count in whole milliseconds of a clock of their own.
    expect(Math.min(...waits)).to.be.at.least(20);
  });

  it("that do not come leave the poll", async () => {
    await createNewHeads(1).next(new AbortController().signal);
  });

  it("end their wait at an abort, also between two looks", async () => {
    const heads = createNewHeads(60_000);
    heads.taken();
    heads.announce();
    const stopping = new AbortController();
    const waiting = heads.next(stopping.signal).catch((reason: unknown) => reason);
    stopping.abort(new Error("stopped"));
    expect(String(await waiting)).to.equal("Error: stopped");
  });
});
