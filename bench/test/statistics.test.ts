import { expect } from "chai";
import { quantile, ratio, spread } from "../common/statistics.ts";

describe("the statistics of a bench", () => {
  it("take the middle run of an odd number, and between the middle two of an even one", () => {
    expect(spread([3, 1, 10])).to.deep.equal({ median: 3, min: 1, max: 10 });
    expect(spread([4, 1, 2, 10])).to.deep.equal({ median: 3, min: 1, max: 10 });
    expect(spread([5])).to.deep.equal({ median: 5, min: 5, max: 5 });
  });

  it("give quantiles by the nearest rank", () => {
    const sorted = [1, 2, 3, 4];
    expect([0, 0.5, 0.51, 1].map((fraction) => quantile(sorted, fraction))).to.deep.equal([1, 2, 3, 4]);
  });

  it("divide medians, and the runs that are furthest apart", () => {
    expect(ratio(spread([4, 6, 8]), spread([1, 2, 3]))).to.deep.equal({ median: 3, min: 4 / 3, max: 8 });
  });
});
