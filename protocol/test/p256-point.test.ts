import { p256 } from "@noble/curves/nist.js";
import { expect } from "chai";
import fc from "fast-check";
import { compressP256, uncompressP256 } from "../src/p256-point.ts";

const scalars = fc.bigInt({ min: 1n, max: p256.Point.CURVE().n - 1n });
const coordinates = fc.uint8Array({ minLength: 32, maxLength: 32 });

function uncompressedByNoble(compressed: Uint8Array): Uint8Array | undefined {
  try {
    return p256.Point.fromBytes(compressed).toBytes(false);
  } catch {
    return undefined;
  }
}

function uncompressed(compressed: Uint8Array): Uint8Array | undefined {
  try {
    return uncompressP256(compressed);
  } catch (error) {
    expect(error).to.be.instanceOf(RangeError);
    return undefined;
  }
}

describe("points of P-256", () => {
  it("are compressed and uncompressed as by an independent implementation", () => {
    fc.assert(
      fc.property(scalars, (scalar) => {
        const point = p256.Point.BASE.multiply(scalar);
        expect(compressP256(point.toBytes(false))).to.deep.equal(point.toBytes(true));
        expect(uncompressP256(point.toBytes(true))).to.deep.equal(point.toBytes(false));
      }),
      { numRuns: 50 },
    );
  });

  it("are told from what is none as by an independent implementation", () => {
    fc.assert(
      fc.property(fc.constantFrom(0, 1, 2, 3, 4), coordinates, (sign, x) => {
        const bytes = Uint8Array.of(sign, ...x);
        expect(uncompressed(bytes)).to.deep.equal(uncompressedByNoble(bytes));
      }),
      { numRuns: 50 },
    );
  });

  it("have coordinates below the field's order", () => {
    const { p } = p256.Point.CURVE();
    for (const x of [p - 1n, p, p + 5n, 2n ** 256n - 1n]) {
      const bytes = Uint8Array.of(2, ...Buffer.from(x.toString(16).padStart(64, "0"), "hex"));
      expect(uncompressed(bytes)).to.deep.equal(uncompressedByNoble(bytes));
    }
  });

  it("of another length, or off the curve, are refused", () => {
    const raw = p256.Point.BASE.toBytes(false);
    expect(() => uncompressP256(p256.Point.BASE.toBytes(true).slice(1))).to.throw(RangeError);
    expect(() => compressP256(raw.slice(0, 64))).to.throw(RangeError);
    expect(() => compressP256(Uint8Array.of(...raw.slice(0, 64), 0))).to.throw(RangeError);
  });
});
