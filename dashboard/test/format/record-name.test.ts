import { expect } from "chai";
import { recordName } from "../../src/format/record-name.ts";

describe("a record's name", () => {
  for (const [type, name] of [
    ["profile/birth-date", "Birth date"],
    ["birthDate", "Birth date"],
    ["urn:example:kyc:basic", "KYC basic"],
    ["profile/id_number", "ID number"],
    ["///", "///"],
  ] as const)
    it(`of ${type} is ${name}`, () => {
      expect(recordName(type)).to.equal(name);
    });
});
