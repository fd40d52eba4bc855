import { formatSignIn, originSchema, parseAddress, type SignIn } from "@idos/protocol";
import { expect } from "chai";
import { parseMessage } from "../../src/access/parse-message.ts";
import { ALICE, NOW, principal } from "./facts.ts";

function signIn(account: string): SignIn {
  return {
    ...{
      domain: "dashboard.example",
      account: parseAddress(account),
      sessionKey: principal(ALICE).sessionKey,
    },
    ...{
      chainId: 1,
      nonce: "a".repeat(22),
      scopes: ["read"],
      nodes: [originSchema.parse("https://node.example")],
    },
    issuedAt: new Date(NOW * 1000),
    expirationTime: new Date((NOW + 60) * 1000),
  };
}

describe("parseMessage", () => {
  const accounts = {
    mixed: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
    uppercase: "0x101148323F2372592868138B625BC3694B14646C",
    lowercase: "0xa025ae7906c133e19d203330299321d0791d3f92",
  };
  for (const [letters, account] of Object.entries(accounts))
    it(`reads a message of an account whose checksummed letters are ${letters}`, () => {
      const expected = signIn(account);
      const message = formatSignIn(expected);
      expect(message).to.include(account);
      expect(parseMessage(message)).to.deep.equal(expected);
    });

  it("refuses another spelling of the same account", () => {
    const message = formatSignIn(signIn(accounts.mixed));
    expect(parseMessage(message.replace(accounts.mixed, accounts.mixed.toLowerCase()))).to.equal(undefined);
    const uppercase = `0x${accounts.mixed.slice(2).toUpperCase()}`;
    expect(parseMessage(message.replace(accounts.mixed, uppercase))).to.equal(undefined);
  });
});
