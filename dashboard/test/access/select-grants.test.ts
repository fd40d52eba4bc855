import { expect } from "chai";
import { joinGrants } from "../../src/pages/access/access-grant.ts";
import { accessQueryParams, parseAccessQuery } from "../../src/pages/access/access-query.ts";
import { groupGrants, selectGrants } from "../../src/pages/access/select-grants.ts";
import { account, grantOf, shareOf, word } from "./some-grants.ts";

const names: Readonly<Record<string, string>> = { [word("1")]: "City", [word("2")]: "Full name" };
const nameOf = (record: string): string => names[record] ?? "gone";
const grants = joinGrants(
  [
    shareOf("1", { purpose: "Loan", records: [word("1"), word("2")] }),
    shareOf("2", { purpose: "Book", grantee: account("c"), records: [word("2")] }),
  ],
  [
    grantOf("1", { expiresAt: 90n }),
    grantOf("2", { expiresAt: 2_000n, grantee: account("c") }),
    grantOf("3", { grantee: account("d") }),
  ],
  { nowSeconds: 100, confirmedBlock: 10 },
);

function select(url: string): string[] {
  const query = parseAccessQuery(new URLSearchParams(url));
  return selectGrants(grants, query, nameOf).map(({ handle }) => handle[2] ?? "");
}

describe("the grants that are shown", () => {
  it("are at first those that are not over, the newest first", () => {
    expect(select("")).to.deep.equal(["3", "2"]);
  });

  it("are those of a state, or all", () => {
    expect(select("state=expired")).to.deep.equal(["1"]);
    expect(select("state=all")).to.deep.equal(["3", "2", "1"]);
  });

  it("are found by account, record and purpose, in any letter case", () => {
    expect(select("state=all&search=CITY")).to.deep.equal(["1"]);
    expect(select("state=all&search=book")).to.deep.equal(["2"]);
    expect(select(`state=all&search=${account("d").toUpperCase()}`)).to.deep.equal(["3"]);
    expect(select("state=all&search=nobody")).to.deep.equal([]);
  });

  it("are ordered by expiry or account", () => {
    expect(select("state=all&sort=expiry")).to.deep.equal(["1", "2", "3"]);
    expect(select("state=all&sort=grantee")).to.deep.equal(["1", "2", "3"]);
  });

  it("stand under each grantee, or under each record that they show", () => {
    const keys = (by: "grantee" | "record") => groupGrants(grants, by).map(({ key }) => key);
    expect(keys("grantee")).to.deep.equal([account("d"), account("c"), account("b")]);
    expect(keys("record")).to.deep.equal([null, word("2"), word("1")]);
  });
});

describe("the query in the URL", () => {
  it("comes back as it was, and holds nothing that is as at first", () => {
    const query = { search: "a b&c", state: "expiring", sort: "expiry", by: "record" } as const;
    expect(parseAccessQuery(accessQueryParams(query))).to.deep.equal(query);
    expect(accessQueryParams(parseAccessQuery(new URLSearchParams())).toString()).to.equal("");
  });

  it("takes words that it does not know for the first choice", () => {
    expect(parseAccessQuery(new URLSearchParams("state=x&sort=__proto__&by="))).to.deep.equal(
      parseAccessQuery(new URLSearchParams()),
    );
  });
});
