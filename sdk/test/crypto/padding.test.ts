import { expect } from "chai";
import fc from "fast-check";
import { bucketBytes, pad, unpad } from "../../src/crypto/padding.ts";

describe("padding", () => {
  it("rounds up to powers of two from 256 B to 64 KiB and beyond that to multiples of 64 KiB", () => {
    const buckets = [0, 255, 256, 511, 512, 65_535, 65_536, 131_071, 131_072].map(bucketBytes);
    expect(buckets).to.deep.equal([256, 256, 512, 512, 1024, 65_536, 131_072, 131_072, 196_608]);
  });

  it("gives back exactly what was padded, whatever its bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (plaintext) => {
        expect(unpad(pad(plaintext))).to.deep.equal(plaintext);
      }),
    );
  });

  it("is not undone where the marker is missing or the bucket is larger than needed", () => {
    expect(unpad(new Uint8Array(256))).to.equal(undefined);
    expect(unpad(Uint8Array.of(...pad(Uint8Array.of(1)), ...new Uint8Array(256)))).to.equal(undefined);
    expect(unpad(new Uint8Array())).to.equal(undefined);
  });
});
