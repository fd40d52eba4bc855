import { SiweMessage } from "@signinwithethereum/siwe";
import { expect } from "chai";
import {
  didKeySchema,
  formatSignIn,
  nonceOf,
  originSchema,
  parseAddress,
  parseSignIn,
  type SignIn,
} from "@idos/protocol";

const SIGN_IN: SignIn = {
  domain: "dashboard.example",
  account: parseAddress("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"),
  sessionKey: didKeySchema.parse("did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"),
  chainId: 31337,
  nonce: "abcdefghijklmnopqrstuv0123456789ABCDEFGHIJKL",
  issuedAt: new Date("2026-11-22T10:00:00.000Z"),
  expirationTime: new Date("2026-11-22T18:00:00.000Z"),
  nodes: [originSchema.parse("https://node-a.example"), originSchema.parse("https://node-b.example")],
  scopes: ["read", "share"],
};
const TEXT = formatSignIn(SIGN_IN);

describe("the sign-in message", () => {
  it("reads back as what was written", () => {
    expect(parseSignIn(TEXT)).to.deep.equal(SIGN_IN);
  });

  it("carries what each node drew at the node's own place, and nothing for another", () => {
    const [first, second] = SIGN_IN.nodes.map((node) => nonceOf(SIGN_IN, node));
    expect([first, second]).to.deep.equal(["abcdefghijklmnopqrstuv", "0123456789ABCDEFGHIJKL"]);
    expect(nonceOf(SIGN_IN, originSchema.parse("https://node-c.example"))).to.equal(undefined);
  });

  it("is for at most eight nodes", () => {
    const nodes = Array.from({ length: 9 }, (_, n) => originSchema.parse(`https://node-${n}.example`));
    const of = (count: number) =>
      formatSignIn({ ...SIGN_IN, nodes: nodes.slice(0, count), nonce: "n".repeat(22 * count) });
    expect(parseSignIn(of(8))?.nodes).to.have.length(8);
    expect(parseSignIn(of(9))).to.equal(undefined);
  });

  it("is a valid EIP-4361 message to the standard's own library, without warnings", () => {
    const message = new SiweMessage(TEXT);
    expect(message.warnings).to.deep.equal([]);
    expect(message.uri).to.equal(SIGN_IN.sessionKey);
    expect(message.toMessage()).to.equal(TEXT);
  });

  for (const [fault, text] of [
    ["a trailing line", `${TEXT}\n`],
    ["a trailing resource that is not a node nor a scope", `${TEXT}\n- https://node-a.example/path`],
    ["an unknown scope", `${TEXT}\n- urn:idos:scope:admin`],
    ["a scope named twice", `${TEXT}\n- urn:idos:scope:share`],
    [
      "scopes out of order",
      TEXT.replace("scope:read", "x")
        .replace("scope:share", "scope:read")
        .replace("urn:idos:x", "urn:idos:scope:share"),
    ],
    ["no node", TEXT.replace(/\n- https:[^\n]+/g, "")],
    ["no scope", TEXT.replace(/\n- urn:[^\n]+/g, "")],
    ["another statement", TEXT.replace("It moves no money", "It moves money")],
    ["a lowercase account", TEXT.replace(/0x[0-9a-fA-F]{40}/, (account) => account.toLowerCase())],
    ["a short nonce", TEXT.replace("abcdefghijklmnopqrstuv", "abcdefgh")],
    ["a nonce for one node of two", TEXT.replace("0123456789ABCDEFGHIJKL", "")],
    ["a nonce for one node more", TEXT.replace("Nonce: ", `Nonce: ${"x".repeat(22)}`)],
    ["a node named twice", TEXT.replace("node-b.example", "node-a.example")],
    ["a session key of another kind", TEXT.replace(/URI: \S+/, "URI: https://dashboard.example/")],
    ["a time without milliseconds", TEXT.replace("10:00:00.000Z", "10:00:00Z")],
    ["an impossible date", TEXT.replace("2026-11-22T10", "2026-11-31T10")],
    ["no expiration", TEXT.replace(/\nExpiration Time: \S+/, "")],
    [
      "a not-before time that one reader may skip",
      TEXT.replace("\nResources:", "\nNot Before: 2026-11-22T10:00:00.000Z\nResources:"),
    ],
    ["Windows line ends", TEXT.replaceAll("\n", "\r\n")],
  ] as const) {
    it(`is refused with ${fault}`, () => {
      expect(text).to.not.equal(TEXT);
      expect(parseSignIn(text)).to.equal(undefined);
    });
  }
});
