import { expect } from "chai";
import { ageClaims } from "../../src/credentials/age-claims.ts";
import { expectIdosError } from "../harness/expect-error.ts";

describe("age claims", () => {
  const at = (now: string, birthDate = "2008-03-01", ages = [18]) =>
    ageClaims(birthDate, ages, new Date(now));

  it("turn true on the birthday, and not the day before", () => {
    expect(at("2026-02-28T23:59:59Z")).to.deep.equal({ age_over_18: false });
    expect(at("2026-03-01T00:00:00Z")).to.deep.equal({ age_over_18: true });
  });

  it("are one for each age that is asked for", () => {
    expect(at("2026-03-01T00:00:00Z", "2008-03-01", [16, 18, 21])).to.deep.equal({
      ...{ age_over_16: true, age_over_18: true, age_over_21: false },
    });
  });

  it("come to who was born on a leap day on the first of March", () => {
    expect(at("2026-02-28T12:00:00Z", "2008-02-29")).to.deep.equal({ age_over_18: false });
    expect(at("2026-03-01T00:00:00Z", "2008-02-29")).to.deep.equal({ age_over_18: true });
  });

  it("are made of a date and nothing else", async () => {
    for (const birthDate of ["", "2008-02-30", "2008-3-1", "01.03.2008", "2008-03-01T00:00:00Z"])
      await expectIdosError(() => at("2026-03-01T00:00:00Z", birthDate), "ARGUMENT_INVALID");
  });
});
