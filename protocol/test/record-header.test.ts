import { Wallet } from "ethers";
import { expect } from "chai";
import {
  checkDelegation,
  encodeDidKey,
  formatSignIn,
  originSchema,
  parseAddress,
  parseBytes32,
  type RecordHeader,
  signHeader,
  verifyHeader,
} from "@idos/protocol";

const WALLET = new Wallet(`0x${"42".repeat(32)}`);
const AUTHOR = parseAddress(WALLET.address);
const AT_SECONDS = Date.parse("2026-11-22T12:00:00Z") / 1000;
const HEADER: RecordHeader = {
  v: 1,
  owner: parseBytes32(`0x${"11".repeat(32)}`),
  record: parseBytes32(`0x${"22".repeat(32)}`),
  version: 1,
  prev: null,
  envelope: parseBytes32(`0x${"33".repeat(32)}`),
  deleted: false,
  kind: "attribute",
  author: AUTHOR,
  iat: AT_SECONDS,
};

async function newSession() {
  const pair = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  if (!("privateKey" in pair)) throw new Error("no key pair");
  const bytes = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  return { sessionKey: encodeDidKey({ curve: "Ed25519", bytes }), privateKey: pair.privateKey };
}

describe("a record's signed header", () => {
  it("verifies as what was signed, with the key that signed it", async () => {
    const { sessionKey, privateKey } = await newSession();
    const jws = await signHeader(HEADER, sessionKey, privateKey);
    expect(await verifyHeader(jws)).to.deep.equal({ header: HEADER, sessionKey });
  });

  it("is refused when one character of its claims or signature changes", async () => {
    const { sessionKey, privateKey } = await newSession();
    const jws = await signHeader(HEADER, sessionKey, privateKey);
    for (const offset of [jws.indexOf(".") + 20, jws.length - 20]) {
      const forged = jws.slice(0, offset) + (jws[offset] === "A" ? "B" : "A") + jws.slice(offset + 1);
      expect(await verifyHeader(forged)).to.equal(undefined);
    }
  });

  it("is refused when it names a key that did not sign it", async () => {
    const [one, other] = await Promise.all([newSession(), newSession()]);
    expect(await verifyHeader(await signHeader(HEADER, other.sessionKey, one.privateKey))).to.equal(
      undefined,
    );
  });

  for (const [fault, change] of [
    ["version 1 with a predecessor", { prev: HEADER.envelope }],
    ["a later version without a predecessor", { version: 2 }],
    ["an envelope though deleted", { deleted: true }],
    ["no envelope though not deleted", { envelope: null }],
  ] as const)
    it(`is refused with ${fault}`, async () => {
      const { sessionKey, privateKey } = await newSession();
      expect(await verifyHeader(await signHeader({ ...HEADER, ...change }, sessionKey, privateKey))).to.equal(
        undefined,
      );
    });
});

describe("a delegation", () => {
  async function delegate() {
    const { sessionKey } = await newSession();
    const message = formatSignIn({
      domain: "dashboard.example",
      account: AUTHOR,
      sessionKey,
      chainId: 1,
      nonce: "abcdefghijklmnopqrstuv",
      issuedAt: new Date((AT_SECONDS - 60) * 1000),
      expirationTime: new Date((AT_SECONDS + 60) * 1000),
      nodes: [originSchema.parse("https://node.example")],
      scopes: ["read", "write"],
    });
    const claim = { sessionKey, author: AUTHOR, scope: "write", atSeconds: AT_SECONDS } as const;
    return { delegation: { message, signature: await WALLET.signMessage(message) }, claim };
  }

  it("lets the session key speak for the account within its scopes and times", async () => {
    const { delegation, claim } = await delegate();
    expect(checkDelegation(delegation, claim)).to.have.nested.property("signIn.account", AUTHOR);
  });

  it("does not hold for another key, account, scope or time, nor without the account's signature", async () => {
    const { delegation, claim } = await delegate();
    const { sessionKey } = await newSession();
    const stranger = new Wallet(`0x${"43".repeat(32)}`);
    const faults = [
      checkDelegation(delegation, { ...claim, sessionKey }),
      checkDelegation(delegation, { ...claim, author: parseAddress(stranger.address) }),
      checkDelegation(delegation, { ...claim, scope: "delete" }),
      checkDelegation(delegation, { ...claim, atSeconds: AT_SECONDS - 61 }),
      checkDelegation(delegation, { ...claim, atSeconds: AT_SECONDS + 60 }),
      checkDelegation({ ...delegation, signature: await stranger.signMessage(delegation.message) }, claim),
      checkDelegation({ ...delegation, signature: "0x00" }, claim),
      checkDelegation({ ...delegation, message: `${delegation.message}\n` }, claim),
    ];
    expect(faults.map((outcome) => ("fault" in outcome ? outcome.fault : "held"))).to.deep.equal([
      "other-key",
      "other-account",
      "scope",
      "time",
      "time",
      "signature",
      "signature",
      "malformed",
    ]);
  });
});
