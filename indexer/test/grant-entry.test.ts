import { NEVER_EXPIRES, parseAddress } from "@idos/protocol";
import { expect } from "chai";
import { type GrantEntry, grantState } from "../src/grant-entry.ts";
import { newShareId } from "./harness/deployed-chain.ts";

const entry: GrantEntry = {
  parties: { grantee: parseAddress(`0x${"ab".repeat(20)}`), shareId: newShareId() },
  epoch: 3n,
  ...{ expiresAt: 500n, sinceBlock: 10 },
};
const at = { ownerEpoch: 3n, confirmedBlock: 10, blockTime: 100 };

describe("what a grant amounts to", () => {
  it("an absent one is none", () => {
    expect(grantState(undefined, at)).to.deep.equal({ kind: "none" });
  });

  it("one of an earlier epoch is none, confirmed or not", () => {
    expect(grantState(entry, { ...at, ownerEpoch: 4n })).to.deep.equal({ kind: "none" });
    expect(grantState(entry, { ...at, ownerEpoch: 4n, confirmedBlock: 9 })).to.deep.equal({ kind: "none" });
  });

  it("one at the confirmed block is granted, one above it unconfirmed", () => {
    expect(grantState(entry, at)).to.deep.equal({ kind: "granted", expiresAt: 500n, sinceBlock: 10 });
    const above = grantState(entry, { ...at, confirmedBlock: 9 });
    expect(above).to.deep.equal({ kind: "unconfirmed", expiresAt: 500n, sinceBlock: 10 });
  });

  it("an unconfirmed one leaves the prior one in force, at the earlier of both expiries", () => {
    for (const [prior, expected] of [
      [400n, 400n],
      [600n, 500n],
      [NEVER_EXPIRES, 500n],
    ] as const) {
      const renewed = { ...entry, prior: { expiresAt: prior, sinceBlock: 5 } };
      const state = grantState(renewed, { ...at, confirmedBlock: 9 });
      expect(state).to.deep.equal({ kind: "granted", expiresAt: expected, sinceBlock: 5 });
      expect(grantState(renewed, at)).to.deep.equal({ kind: "granted", expiresAt: 500n, sinceBlock: 10 });
    }
  });

  it("an unconfirmed renewal of one that has ended is unconfirmed, from the very second", () => {
    const renewed = { ...entry, prior: { expiresAt: 100n, sinceBlock: 5 } };
    expect(grantState(renewed, { ...at, confirmedBlock: 9 }).kind).to.equal("unconfirmed");
    expect(grantState(renewed, { ...at, confirmedBlock: 9, blockTime: 99 }).kind).to.equal("granted");
  });
});
