import { getBytes, keccak256 } from "ethers";

const BYTES = 256;

/** The header's filter over the addresses and topics of a block's logs, as the Yellow Paper defines it. */
export function createBloom() {
  const bits = new Map<string, readonly number[]>();

  /** The three bits of one address or topic. */
  function bitsOf(value: string): readonly number[] {
    const known = bits.get(value);
    if (known !== undefined) return known;
    const hash = getBytes(keccak256(value));
    const found = [0, 2, 4].map((at) => (((hash[at] ?? 0) << 8) | (hash[at + 1] ?? 0)) & (8 * BYTES - 1));
    bits.set(value, found);
    return found;
  }

  /** 0x and 512 hexadecimal digits. */
  return (values: Iterable<string>): string => {
    const bloom = Buffer.alloc(BYTES);
    for (const value of values)
      for (const bit of bitsOf(value)) {
        const byte = BYTES - 1 - (bit >> 3);
        bloom.writeUInt8(bloom.readUInt8(byte) | (1 << (bit & 7)), byte);
      }
    return `0x${bloom.toString("hex")}`;
  };
}
