import { expect } from "chai";
import { base64urlSchema, toBase64url, wrappedKeySchema } from "@idos/protocol";

describe("bytes on the wire", () => {
  it("read back as what was written", () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    expect(base64urlSchema(256).parse(toBase64url(bytes))).to.deep.equal(bytes);
  });

  it("are refused above their bound, in another alphabet, with padding or with loose last bits", () => {
    const schema = base64urlSchema(3);
    for (const text of ["AAAAAA", "AA+A", "AA==", "AA/A", "AAAé", "AB", "A"])
      expect(schema.safeParse(text).success, text).to.equal(false);
  });

  it("are a wrapped key at exactly 112 bytes", () => {
    const lengths = [0, 111, 112, 113];
    const accepted = lengths.filter(
      (length) => wrappedKeySchema.safeParse(toBase64url(new Uint8Array(length))).success,
    );
    expect(accepted).to.deep.equal([112]);
    expect(wrappedKeySchema.safeParse("not base64url!").success).to.equal(false);
  });
});
