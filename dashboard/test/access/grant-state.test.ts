import { expect } from "chai";
import { joinGrants } from "../../src/pages/access/access-grant.ts";
import { grantState } from "../../src/pages/access/grant-state.ts";
import { account, grantOf, OWNER, shareOf, word } from "./some-grants.ts";

const NOW = 1_000_000;
const moment = { nowSeconds: NOW, confirmedBlock: 10 };
const until = (seconds: number) => grantOf("1", { expiresAt: BigInt(NOW + seconds) });

describe("a grant's state", () => {
  it("is pending until its block counts, and while its share waits for a transaction", () => {
    expect(grantState(grantOf("1"), { ...moment, confirmedBlock: 9 })).to.equal("pending");
    expect(grantState(grantOf("1"), moment)).to.equal("active");
    expect(grantState(undefined, moment)).to.equal("pending");
  });

  it("is over at equality, as in the contract, and expiring in its last seven days", () => {
    expect(grantState(until(0), moment)).to.equal("expired");
    expect(grantState(until(1), moment)).to.equal("expiring");
    expect(grantState(until(7 * 86_400), moment)).to.equal("expiring");
    expect(grantState(until(7 * 86_400 + 1), moment)).to.equal("active");
  });

  it("is revoked where it was ended, also before it expired", () => {
    const ended = { by: "renounced", blockNumber: 11, transactionHash: word("9") } as const;
    expect(grantState({ ...until(0), ended }, moment)).to.equal("revoked");
  });
});

describe("grants and shares together", () => {
  it("match by owner and handle; the latest grant comes first, before it what waits", () => {
    const joined = joinGrants(
      [shareOf("2", { purpose: "Second" }), shareOf("3", { purpose: "Waits" })],
      [grantOf("1"), grantOf("2")],
      moment,
    );
    expect(joined.map(({ handle, share, state }) => [handle, share?.purpose, state])).to.deep.equal([
      [word("3"), "Waits", "pending"],
      [word("2"), "Second", "active"],
      [word("1"), undefined, "active"],
    ]);
  });

  it("do not match by the handle alone: another account's share is not this one's", () => {
    const joined = joinGrants([shareOf("1", { ownerAccount: account("c") })], [grantOf("1")], moment);
    expect(joined.map(({ ownerAccount, share }) => [ownerAccount, share !== undefined])).to.deep.equal([
      [account("c"), true],
      [OWNER, false],
    ]);
  });
});
