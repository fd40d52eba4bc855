import { AbiCoder, keccak256 } from "ethers";
import { expect } from "chai";
import {
  encodeDidKey,
  grantHandle,
  parseAddress,
  parseBytes32,
  putShareSchema,
  sealedGrantHandle,
  SHARE_DOCUMENT,
  type ShareDocument,
  shareDocumentSchema,
  shareHandle,
  shareReadQuerySchema,
  signStatement,
  toBase64url,
  verifyStatement,
} from "@idos/protocol";

const ID = `0x${"11".repeat(32)}`;
const ACCOUNT = `0x${"a1".repeat(20)}`;
const GRANTEE = `0x${"b2".repeat(20)}`;
const SALT = `0x${"5a".repeat(32)}`;
const CLAIMS = {
  ...{ v: 1, share: ID, owner: ID, chainId: 31_337, ownerAccount: ACCOUNT },
  ...{ purpose: "Reisepaß 🛂 für das Konto", records: [ID], author: ACCOUNT, iat: 1 },
};
const DOCUMENT = { ...CLAIMS, grantee: GRANTEE };
const HANDLE = keccak256(
  AbiCoder.defaultAbiCoder().encode(["address", "bytes32", "bytes32"], [GRANTEE, ID, SALT]),
);
const SEALED = { handle: HANDLE, forOwner: toBase64url(new Uint8Array(132).fill(7)) };
const SEALED_DOCUMENT = { ...CLAIMS, sealed: SEALED };
const BODY = {
  document: "aa.bb.cc",
  records: [{ record: ID, version: 1, wrappedKey: toBase64url(new Uint8Array(112)) }],
};

const accepted = (document: unknown): boolean => shareDocumentSchema.safeParse(document).success;

describe("what an owner states about a share", () => {
  it("is accepted with a purpose in any script", () => {
    const document: ShareDocument = shareDocumentSchema.parse(DOCUMENT);
    expect(document.purpose).to.equal(CLAIMS.purpose);
  });

  for (const [fault, change] of [
    ["a NUL in its purpose", { purpose: "a\u0000b" }],
    ["a line break in its purpose", { purpose: "pay\nAlice" }],
    ["half a character in its purpose", { purpose: "\ud83d" }],
    ["an empty purpose", { purpose: "" }],
    ["no chain", { chainId: undefined }],
    ["the chain 0", { chainId: 0 }],
    ["a chain in text", { chainId: "31337" }],
    ["no records", { records: [] }],
    ["a record twice", { records: [ID, ID] }],
    ["a field that nobody documented", { colour: "red" }],
  ] as const)
    it(`is refused with ${fault}, public or sealed`, () => {
      expect(accepted({ ...DOCUMENT, ...change })).to.equal(false);
      expect(accepted({ ...SEALED_DOCUMENT, ...change })).to.equal(false);
    });

  it("names its grantee or seals it: one of the two, and one only", () => {
    expect(accepted(SEALED_DOCUMENT)).to.equal(true);
    expect(accepted(CLAIMS)).to.equal(false);
    expect(accepted({ ...DOCUMENT, sealed: SEALED })).to.equal(false);
  });

  for (const [fault, change] of [
    ["a byte less for its owner", { forOwner: toBase64url(new Uint8Array(131)) }],
    ["a byte more for its owner", { forOwner: toBase64url(new Uint8Array(133)) }],
    ["padded text for its owner", { forOwner: Buffer.alloc(131).toString("base64") }],
    ["text of the other alphabet for its owner", { forOwner: Buffer.alloc(132, 255).toString("base64") }],
    ["nothing for its owner", { forOwner: undefined }],
    ["a handle of another length", { handle: ACCOUNT }],
    ["its salt in the open", { salt: SALT }],
  ] as const)
    it(`is refused with a seal that has ${fault}`, () => {
      expect(accepted({ ...CLAIMS, sealed: { ...SEALED, ...change } })).to.equal(false);
    });

  it("leads to the handle of its grant: the hash of its parties, or the one it carries", () => {
    expect(shareHandle(shareDocumentSchema.parse(DOCUMENT))).to.equal(
      keccak256(AbiCoder.defaultAbiCoder().encode(["address", "bytes32"], [GRANTEE, ID])),
    );
    expect(shareHandle(shareDocumentSchema.parse(SEALED_DOCUMENT))).to.equal(HANDLE);
    const [grantee, share, salt] = [parseAddress(GRANTEE), parseBytes32(ID), parseBytes32(SALT)];
    expect(HANDLE)
      .to.equal(sealedGrantHandle(grantee, share, salt))
      .and.not.equal(grantHandle(grantee, share));
  });
});

describe("a sealed share's signed document", () => {
  it("is signed as it is written, and reads back the same", async () => {
    const pair = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
    if (!("privateKey" in pair)) throw new Error("no key pair");
    const key = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
    const sessionKey = encodeDidKey({ curve: "Ed25519", bytes: key });
    const claims = shareDocumentSchema.parse(SEALED_DOCUMENT);
    const jws = await signStatement(SHARE_DOCUMENT, claims, sessionKey, pair.privateKey);
    const payload: unknown = JSON.parse(Buffer.from(jws.split(".")[1] ?? "", "base64url").toString());
    expect(payload).to.deep.equal(SEALED_DOCUMENT);
    expect(await verifyStatement(SHARE_DOCUMENT, jws)).to.deep.equal({ claims, sessionKey });
  });
});

describe("a share on its way to a node", () => {
  it("is its document and a key for each record", () => {
    expect(putShareSchema.safeParse(BODY).success).to.equal(true);
  });

  for (const [fault, change] of [
    ["a document that is no JWS", { document: "aa.bb" }],
    ["no keys", { records: [] }],
    ["a field that nobody documented", { colour: "red" }],
  ] as const)
    it(`is refused with ${fault}`, () => {
      expect(putShareSchema.safeParse({ ...BODY, ...change }).success).to.equal(false);
    });
});

describe("the query of a share's read", () => {
  it("carries a sealed share's opening whole or not at all", () => {
    const opening = { owner: ACCOUNT, salt: SALT };
    const none = { chainId: undefined, atLeast: undefined, opening: undefined };
    expect(shareReadQuerySchema.parse({})).to.deep.equal(none);
    expect(shareReadQuerySchema.parse(opening)).to.deep.equal({ ...none, opening });
    expect(shareReadQuerySchema.parse({ ...opening, atLeast: "7" })).to.deep.equal({
      ...none,
      atLeast: 7,
      opening,
    });
  });

  it("names a chain, and a block by its number or by a transaction's hash", () => {
    const { chainId, atLeast } = shareReadQuerySchema.parse({ chainId: "10", atLeast: ID });
    expect([chainId, atLeast]).to.deep.equal([10, ID]);
  });

  for (const [fault, query] of [
    ["a salt without its owner", { salt: SALT }],
    ["an owner without the salt", { owner: ACCOUNT }],
    ["a salt in uppercase", { owner: ACCOUNT, salt: `0x${"5A".repeat(32)}` }],
    ["a salt without 0x", { owner: ACCOUNT, salt: "5a".repeat(32) }],
    ["a salt of 31 bytes", { owner: ACCOUNT, salt: `0x${"5a".repeat(31)}` }],
    ["an empty salt", { owner: ACCOUNT, salt: "" }],
    ["an owner of 19 bytes", { owner: `0x${"a1".repeat(19)}`, salt: SALT }],
    ["a block below 0", { atLeast: "-1" }],
    ["a transaction's hash in uppercase", { atLeast: `0x${"AB".repeat(32)}` }],
    ["a transaction's hash that is too short", { atLeast: `0x${"ab".repeat(31)}` }],
    ["the chain 0", { chainId: "0" }],
    ["a field that nobody documented", { owner: ACCOUNT, salt: SALT, grantee: GRANTEE }],
  ] as const)
    it(`is refused with ${fault}`, () => {
      expect(shareReadQuerySchema.safeParse(query).success).to.equal(false);
    });
});
