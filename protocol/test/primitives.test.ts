import { expect } from "chai";
import { addressSchema, decimalSchema, originSchema, parseAddress, uint64Schema } from "@idos/protocol";

const CHECKSUMMED = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

describe("primitives", () => {
  it("every accepted spelling of an address is one value", () => {
    const spellings = [CHECKSUMMED, CHECKSUMMED.toLowerCase(), `0x${CHECKSUMMED.slice(2).toUpperCase()}`];
    expect(new Set(spellings.map(parseAddress))).to.deep.equal(new Set([CHECKSUMMED.toLowerCase()]));
  });

  for (const [fault, text] of [
    ["a wrong checksum", CHECKSUMMED.replace("F", "f")],
    ["a missing digit", CHECKSUMMED.slice(0, -1)],
    ["a look-alike letter", CHECKSUMMED.replace("a", "а")],
    ["white space", `${CHECKSUMMED} `],
    ["a trailing line", `${CHECKSUMMED}\n`],
    ["no prefix", CHECKSUMMED.slice(2)],
  ] as const) {
    it(`refuses an address with ${fault}`, () => {
      expect(addressSchema.safeParse(text).success).to.equal(false);
    });
  }

  it("a uint64 is exact up to its largest value and refused above it", () => {
    expect(uint64Schema.parse("18446744073709551615")).to.equal(2n ** 64n - 1n);
    for (const text of ["18446744073709551616", "-1", "01", "1e3", "0x1", ""])
      expect(uint64Schema.safeParse(text).success, text).to.equal(false);
  });

  it("a number in a query is digits only", () => {
    expect(decimalSchema.parse("120")).to.equal(120);
    for (const text of ["", " 1", "1e3", "0x10", "1.0", "-1", "007", "1_000"])
      expect(decimalSchema.safeParse(text).success, text).to.equal(false);
  });

  it("an origin is accepted in its canonical form only", () => {
    expect(originSchema.safeParse("https://node.example:8443").success).to.equal(true);
    for (const text of [
      "https://node.example/",
      "https://Node.example",
      "https://node.example:443",
      "ftp://x",
    ])
      expect(originSchema.safeParse(text).success, text).to.equal(false);
  });
});
