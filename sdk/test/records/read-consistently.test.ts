import { expect } from "chai";
import { nodeLied } from "../../src/errors/node-lied.ts";
import { readConsistently } from "../../src/records/open-record.ts";
import { expectIdosError } from "../harness/expect-error.ts";

describe("a read in two answers", () => {
  it("is repeated when the record changed between them", async () => {
    const outcomes = ["old header, new envelope", "both new"];
    const read = () => {
      const outcome = outcomes.shift();
      return outcome === "both new"
        ? Promise.resolve(outcome)
        : Promise.reject(nodeLied("envelope-hash", "torn"));
    };
    expect(await readConsistently(read)).to.equal("both new");
  });

  it("is a lie when they never fit, and at once when anything else is wrong", async () => {
    let reads = 0;
    const lie = (check: "envelope-hash" | "header-owner") => () => {
      reads += 1;
      return Promise.reject(nodeLied(check, "lie"));
    };
    await expectIdosError(() => readConsistently(lie("envelope-hash")), "NODE_LIED", "envelope-hash");
    expect(reads).to.equal(3);
    await expectIdosError(() => readConsistently(lie("header-owner")), "NODE_LIED", "header-owner");
    expect(reads).to.equal(4);
  });
});
