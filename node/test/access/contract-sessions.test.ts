import { expect } from "chai";
import { userIdOfSession } from "../../src/access/contract-sessions.ts";
import { session } from "../storage/examples.ts";
import { ALICE, NOW } from "./facts.ts";

const CHAIN_ID = 1;

describe("the user for whom a session speaks", () => {
  const contract = { checkedAtSeconds: NOW };
  const whose = (signedBy: typeof contract | null, linkedChainId: number | null, userId = ALICE.userId) =>
    userIdOfSession({
      ...session(ALICE.account, { chainId: CHAIN_ID }),
      ...{ contract: signedBy, linkedChainId, userId },
    });

  it("is the account's where its key signed, or its contract on the linked chain", () => {
    expect(whose(null, null)).to.equal(ALICE.userId);
    expect(whose(null, CHAIN_ID)).to.equal(ALICE.userId);
    expect(whose(contract, CHAIN_ID)).to.equal(ALICE.userId);
  });

  it("is the account's where a contract signed that the account's key delegates to", () => {
    expect(whose(contract, null)).to.equal(ALICE.userId);
  });

  it("is nobody where a contract at the same address of another chain signed", () => {
    expect(whose(contract, CHAIN_ID + 1)).to.equal(null);
  });
});
