/** P-256 (FIPS 186-5): y² = x³ - 3x + b over the field of P. All of it is public, so its timing tells nothing. */
const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
const COORDINATE_BYTES = 32;

/** Compresses an uncompressed point (65 bytes, SEC 1), the form in which WebCrypto exports it. */
export function compressP256(raw: Uint8Array): Uint8Array {
  const x = raw.slice(1, 1 + COORDINATE_BYTES);
  const compressed = Uint8Array.of(2 + ((raw[2 * COORDINATE_BYTES] ?? 0) & 1), ...x);
  const again = uncompressP256(compressed);
  if (raw.length !== again.length || raw.some((byte, index) => byte !== again[index]))
    throw new RangeError("no uncompressed point of P-256");
  return compressed;
}

/** The opposite: 65 bytes of the 33. Throws a RangeError where they are no point of the curve. */
export function uncompressP256(compressed: Uint8Array): Uint8Array {
  const [sign] = compressed;
  const x = number(compressed.subarray(1));
  if (compressed.length !== 1 + COORDINATE_BYTES || (sign !== 2 && sign !== 3) || x >= P)
    throw new RangeError("no compressed point of P-256");
  const ySquared = (x * x * x - 3n * x + B + 3n * P) % P;
  // P is 3 modulo 4, so this power is a root, if there is any.
  const root = power(ySquared, (P + 1n) / 4n);
  if ((root * root) % P !== ySquared) throw new RangeError("no point of P-256");
  // No y is 0: the curve's order is odd.
  const y = root % 2n === BigInt(sign % 2) ? root : P - root;
  return Uint8Array.of(4, ...compressed.subarray(1), ...coordinate(y));
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let [square, rest] = [base % P, exponent]; rest > 0n; square = (square * square) % P, rest >>= 1n)
    if ((rest & 1n) === 1n) result = (result * square) % P;
  return result;
}

function number(bytes: Uint8Array): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

function coordinate(value: bigint): Uint8Array {
  return Uint8Array.from({ length: COORDINATE_BYTES }, (_, index) =>
    Number((value >> BigInt(8 * (COORDINATE_BYTES - 1 - index))) & 0xffn),
  );
}
