import { expect } from "chai";
import {
  EMPTY_FORM,
  expiresInOf,
  grantFaults,
  type GrantForm,
} from "../../src/pages/access/grant/grant-form.ts";
import { parseGranteeText } from "../../src/pages/access/grant/grantee-text.ts";
import { approvalChoices, approvedExpiry } from "../../src/pages/requests/narrowed-expiry.ts";

const NOW = Date.parse("2026-11-25T12:00:00") / 1000;
const filled: GrantForm = { ...EMPTY_FORM, records: ["0x1"], purpose: "Loan" };
const faultsOf = (change: Partial<GrantForm>) => Object.keys(grantFaults({ ...filled, ...change }, NOW));

describe("the form of a grant", () => {
  it("is for 30 days at first, and has no faults once record and purpose are there", () => {
    expect(expiresInOf(EMPTY_FORM, NOW)).to.equal("30d");
    expect(faultsOf({})).to.deep.equal([]);
    expect(Object.keys(grantFaults(EMPTY_FORM, NOW))).to.deep.equal(["records", "purpose"]);
  });

  it("takes a purpose of 280 characters, and no blank one", () => {
    expect(faultsOf({ purpose: "😀".repeat(280) })).to.deep.equal([]);
    expect(faultsOf({ purpose: "😀".repeat(281) })).to.deep.equal(["purpose"]);
    expect(faultsOf({ purpose: "   " })).to.deep.equal(["purpose"]);
  });

  it("takes today as the last day, and refuses yesterday and what is no day", () => {
    const on = (date: string) => faultsOf({ expiry: "date", date });
    expect(on("2026-11-25")).to.deep.equal([]);
    for (const date of ["2026-11-24", "", "2026-13-40", "tomorrow"]) expect(on(date)).to.deep.equal(["date"]);
  });

  it("lets access end with the chosen day", () => {
    const minutes = expiresInOf({ ...filled, expiry: "date", date: "2026-11-25" }, NOW);
    expect(minutes).to.equal("720m");
    expect(expiresInOf({ ...filled, expiry: "date", date: "2036-11-25" }, NOW)).to.match(/^\d{5}h$/);
  });
});

describe("what is typed as the grantee", () => {
  it("is an address in one letter case or with its checksum", () => {
    const address = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
    for (const typed of [address, ` ${address.toLowerCase()} `])
      expect(parseGranteeText(typed)).to.deep.equal({ kind: "address", address });
  });

  it("is a fault where the checksum is wrong, characters are missing or too many, or it is zero", () => {
    for (const typed of [
      "0x3c44CdDdB6a900fa2b585dd299e03d12FA4293BC",
      "0x3C44",
      `0x${"1".repeat(41)}`,
      `0x${"0".repeat(40)}`,
      "0xnothex",
      "bob",
      "bob eth",
    ])
      expect(parseGranteeText(typed).kind, typed).to.equal("fault");
  });

  it("is a name where it has dots", () => {
    expect(parseGranteeText("Bob.Example.eth")).to.deep.equal({ kind: "name", name: "bob.example.eth" });
    expect(parseGranteeText("  ").kind).to.equal("empty");
  });
});

describe("the time that a request is approved for", () => {
  it("is as long as asked, or one of the shorter ones", () => {
    const lengths = (until: number | null) => approvalChoices(until, NOW).map(([length]) => length);
    expect(lengths(null)).to.deep.equal(["asked", "1d", "7d", "30d", "90d"]);
    expect(lengths(NOW + 7 * 86_400)).to.deep.equal(["asked", "1d"]);
    expect(approvedExpiry("asked")).to.deep.equal({});
    expect(approvedExpiry("7d")).to.deep.equal({ expiresIn: "7d" });
  });
});
