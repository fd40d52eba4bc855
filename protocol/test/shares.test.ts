import { expect } from "chai";
import { putShareSchema, type ShareDocument, shareDocumentSchema, toBase64url } from "@idos/protocol";

const ID = `0x${"11".repeat(32)}`;
const ACCOUNT = `0x${"a1".repeat(20)}`;
const DOCUMENT = {
  ...{ v: 1, share: ID, owner: ID, ownerAccount: ACCOUNT, grantee: `0x${"b2".repeat(20)}` },
  ...{ purpose: "Reisepaß 🛂 für das Konto", records: [ID], author: ACCOUNT, iat: 1 },
};
const BODY = {
  document: "aa.bb.cc",
  records: [{ record: ID, version: 1, wrappedKey: toBase64url(new Uint8Array(112)) }],
};

describe("what an owner states about a share", () => {
  it("is accepted with a purpose in any script", () => {
    const document: ShareDocument = shareDocumentSchema.parse(DOCUMENT);
    expect(document.purpose).to.equal(DOCUMENT.purpose);
  });

  for (const [fault, change] of [
    ["a NUL in its purpose", { purpose: "a\u0000b" }],
    ["a line break in its purpose", { purpose: "pay\nAlice" }],
    ["half a character in its purpose", { purpose: "\ud83d" }],
    ["an empty purpose", { purpose: "" }],
    ["no records", { records: [] }],
    ["a record twice", { records: [ID, ID] }],
    ["a field that nobody documented", { colour: "red" }],
  ] as const)
    it(`is refused with ${fault}`, () => {
      expect(shareDocumentSchema.safeParse({ ...DOCUMENT, ...change }).success).to.equal(false);
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
