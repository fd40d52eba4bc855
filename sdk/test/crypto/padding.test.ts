import { expect } from "chai";
import fc from "fast-check";
import { bucketBytes, padEnd, unpadEnd } from "../../src/crypto/padding.ts";

describe("padding", () => {
  it("rounds up to powers of two from 256 B to 64 KiB and beyond that to multiples of 64 KiB", () => {
    const buckets = [0, 255, 256, 511, 512, 65_535, 65_536, 131_071, 131_072].map(bucketBytes);
    expect(buckets).to.deep.equal([256, 256, 512, 512, 1024, 65_536, 131_072, 131_072, 196_608]);
  });

  it("gives back exactly what was padded, whatever its bytes and however many chunks came before", () => {
    const before = fc.constantFrom(0, 65_536, 131_072);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), before, (end, bytesBefore) => {
        const padded = padEnd(end, bytesBefore);
        expect(padded.length).to.equal(bucketBytes(bytesBefore + end.length) - bytesBefore);
        expect(unpadEnd(padded, bytesBefore)).to.deep.equal(end);
      }),
    );
  });

  it("is not undone where the marker is missing or the bucket is larger than needed", () => {
    const one = padEnd(Uint8Array.of(1), 0);
    expect(unpadEnd(new Uint8Array(256), 0)).to.equal(undefined);
    expect(unpadEnd(Uint8Array.of(...one, ...new Uint8Array(256)), 0)).to.equal(undefined);
    expect(unpadEnd(one, 65_536)).to.equal(undefined);
    expect(unpadEnd(new Uint8Array(), 0)).to.equal(undefined);
  });
});
