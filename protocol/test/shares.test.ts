import { expect } from "chai";
import { putShareSchema, toBase64url } from "@idos/protocol";

const ID = `0x${"11".repeat(32)}`;
const SHARE = {
  ownerAccount: `0x${"a1".repeat(20)}`,
  grantee: `0x${"b2".repeat(20)}`,
  purpose: "Reisepaß 🛂 für das Konto",
  records: [{ record: ID, version: 1, wrappedKey: toBase64url(new Uint8Array(112)) }],
};

describe("a share on its way to a node", () => {
  it("is accepted with a purpose in any script", () => {
    expect(putShareSchema.safeParse(SHARE).success).to.equal(true);
  });

  for (const [fault, change] of [
    ["a NUL in its purpose", { purpose: "a\u0000b" }],
    ["a line break in its purpose", { purpose: "pay\nAlice" }],
    ["half a character in its purpose", { purpose: "\ud83d" }],
    ["an empty purpose", { purpose: "" }],
    ["no records", { records: [] }],
    ["a field that nobody documented", { colour: "red" }],
  ] as const)
    it(`is refused with ${fault}`, () => {
      expect(putShareSchema.safeParse({ ...SHARE, ...change }).success).to.equal(false);
    });
});
