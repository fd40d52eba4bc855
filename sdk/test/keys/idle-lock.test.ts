import { expect } from "chai";
import { createIdleLock, isIdle } from "../../src/keys/idle-lock.ts";

describe("idle lock", () => {
  it("is due after so long without use, not a millisecond before, and where the clock was set back", () => {
    expect(isIdle(1000, 1999, 1000)).to.equal(false);
    expect(isIdle(1000, 2000, 1000)).to.equal(true);
    expect(isIdle(1000, 999, 1000)).to.equal(true);
  });

  it("locks by itself once the keys were not used for so long", async () => {
    await new Promise<void>((resolve) => {
      createIdleLock(Date.now, 20, resolve);
    });
  });

  it("starts anew with each use, and is over when it is stopped", () => {
    let nowMs = 0;
    const lock = createIdleLock(
      () => nowMs,
      1000,
      () => expect.fail("it locked"),
    );
    nowMs = 900;
    lock.use();
    nowMs = 1800;
    expect(lock.isDue()).to.equal(false);
    nowMs = 1900;
    expect(lock.isDue()).to.equal(true);
    lock.stop();
  });
});
