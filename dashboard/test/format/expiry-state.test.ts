import { expect } from "chai";
import { DAY_SECONDS, formatRelative } from "../../src/format/dates.ts";
import { expiryState } from "../../src/format/expiry-state.ts";

const NOW = 1_800_000_000;

describe("an expiry", () => {
  it("is over at its very second, near in its last two weeks, and far before", () => {
    expect(expiryState(NOW, NOW)).to.equal("expired");
    expect(expiryState(NOW + 1, NOW)).to.equal("expiring");
    expect(expiryState(NOW + 14 * DAY_SECONDS, NOW)).to.equal("expiring");
    expect(expiryState(NOW + 14 * DAY_SECONDS + 1, NOW)).to.equal("valid");
  });

  it("is told in the largest unit that fits", () => {
    expect(formatRelative(NOW + 21 * DAY_SECONDS, NOW)).to.equal("in 3 weeks");
    expect(formatRelative(NOW - 7_200, NOW)).to.equal("2 hours ago");
    expect(formatRelative(NOW + 30, NOW)).to.equal("just now");
  });
});
