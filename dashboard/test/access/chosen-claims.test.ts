import { expect } from "chai";
import { type ClaimOption, grantedRecords, withClaim } from "../../src/pages/access/grant/chosen-claims.ts";

const option = (name: string, isShown: boolean, canBeHidden = true): ClaimOption => ({
  ...{ name, value: "x", isShown, canBeHidden },
});

describe("the claims of a credential that are chosen", () => {
  const options = [option("name", true), option("country", false), option("over18", true, false)];

  it("follow what is ticked, in the credential's order", () => {
    expect(withClaim(options, "country", true)).to.deep.equal(["name", "country", "over18"]);
    expect(withClaim(options, "name", false)).to.deep.equal(["over18"]);
  });

  it("go into the grant by the record; where none were chosen all are granted", () => {
    expect(grantedRecords(["0x1", "0x2"], { "0x2": ["name"], "0x3": [] })).to.deep.equal([
      "0x1",
      { record: "0x2", claims: ["name"] },
    ]);
  });
});
