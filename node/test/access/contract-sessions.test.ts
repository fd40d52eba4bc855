import { type AccountEntry, ZERO_BYTES32 } from "@idos/protocol";
import { expect } from "chai";
import { userIdOfSession } from "../../src/access/contract-sessions.ts";
import { session } from "../storage/examples.ts";
import { ALICE, NOW } from "./facts.ts";

const CHAIN_ID = 1;

function entry(chainId: number | undefined): AccountEntry {
  const { account, userId } = ALICE;
  const link = { userId, account, linkedBy: account, salt: ZERO_BYTES32, issuedAt: NOW, chainId };
  return { link, signature: "0x00" };
}

describe("the user for whom a session speaks", () => {
  const whose = (contract: { checkedAtSeconds: number } | null, linkedChainId: number | undefined) => {
    const { signIn } = session(ALICE.account, { chainId: CHAIN_ID });
    const user = { userId: ALICE.userId, keyBinding: null, createdBy: ALICE.account, createdAtSeconds: NOW };
    return userIdOfSession({ signIn, contract }, { ...user, accounts: [entry(linkedChainId)] });
  };
  const contract = { checkedAtSeconds: NOW };

  it("is the account's where its key signed, or its contract on the linked chain", () => {
    expect(whose(null, undefined)).to.equal(ALICE.userId);
    expect(whose(null, CHAIN_ID)).to.equal(ALICE.userId);
    expect(whose(contract, CHAIN_ID)).to.equal(ALICE.userId);
  });

  it("is the account's where a contract signed that the account's key delegates to", () => {
    expect(whose(contract, undefined)).to.equal(ALICE.userId);
  });

  it("is nobody where a contract at the same address of another chain signed", () => {
    expect(whose(contract, CHAIN_ID + 1)).to.equal(null);
  });
});
