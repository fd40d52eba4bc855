import { checkDelegation, originSchema, parseAddress, parseSignIn, SCOPES } from "@idos/protocol";
import { expect } from "chai";
import { Wallet } from "ethers";
import { delegate, type DelegationTerms } from "../../src/session/delegate.ts";
import { createSessionKey } from "../../src/session/session-key.ts";
import { NODE, NOW_SECONDS } from "../harness/actor.ts";
import { expectIdosError } from "../harness/expect-error.ts";

describe("sign-in message", () => {
  const wallet = Wallet.createRandom();
  let terms: DelegationTerms;

  before(async () => {
    terms = {
      ...{ signer: wallet, account: parseAddress(wallet.address), key: await createSessionKey() },
      ...{
        pageOrigin: undefined,
        chainId: 31337,
        drawn: [{ node: NODE, nonce: "a1".repeat(11) }],
        scopes: SCOPES,
        ttlSeconds: 3600,
      },
      nowMs: NOW_SECONDS * 1000,
    };
  });

  it("delegates to the session key, at this node, in the page's name, until its time is over", async () => {
    const pageOrigin = originSchema.parse("https://dash.example:8443");
    const delegation = await delegate({ ...terms, pageOrigin });
    const signIn = parseSignIn(delegation.message);
    expect(signIn?.domain).to.equal("dash.example:8443");
    expect(signIn?.nodes).to.deep.equal([NODE]);
    const claim = { sessionKey: terms.key.did, author: terms.account, scope: "write" } as const;
    expect(checkDelegation(delegation, { ...claim, atSeconds: NOW_SECONDS })).to.have.property("signIn");
    expect(checkDelegation(delegation, { ...claim, atSeconds: NOW_SECONDS + 3600 })).to.have.property(
      "fault",
    );
  });

  it("names all nodes with what each of them drew, for one signature", async () => {
    const other = originSchema.parse("https://other.example");
    const drawn = [...terms.drawn, { node: other, nonce: "b2".repeat(11) }];
    const pageOrigin = originSchema.parse("https://dash.example");
    const signIn = parseSignIn((await delegate({ ...terms, pageOrigin, drawn })).message);
    expect(signIn?.nodes).to.deep.equal([NODE, other]);
    expect(signIn?.nonce).to.equal("a1".repeat(11) + "b2".repeat(11));
  });

  it("names the node's own host for a backend, and only the scopes that were asked for", async () => {
    const signIn = parseSignIn((await delegate({ ...terms, scopes: ["keys", "read"] })).message);
    expect(signIn?.domain).to.equal("node.example");
    expect(signIn?.scopes).to.deep.equal(["read", "keys"]);
  });

  it("is not signed when the node's nonce would put words into it", async () => {
    const nonces = [
      `${"a".repeat(22)}\nIssued At: 2026-01-01T00:00:00.000Z`,
      `${"a".repeat(22)}\nResources:\n- https://evil.example`,
      "short",
      "",
    ];
    for (const nonce of nonces)
      await expectIdosError(
        () => delegate({ ...terms, drawn: [{ node: NODE, nonce }] }),
        "NODE_ANSWER_MALFORMED",
      );
  });

  it("fails as WALLET_REJECTED when the person declines, in ethers' words or in EIP-1193's", async () => {
    const declined = [
      Object.assign(new Error("declined"), { code: "ACTION_REJECTED" }),
      Object.assign(new Error("declined"), { code: 4001 }),
    ];
    for (const error of declined) {
      const signer = Wallet.createRandom();
      signer.signMessage = () => Promise.reject(error);
      await expectIdosError(() => delegate({ ...terms, signer }), "WALLET_REJECTED");
    }
  });
});
