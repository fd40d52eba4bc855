import { type Address, type Bytes32, bytes32Schema, isBytes32, NEVER_EXPIRES } from "./primitives.ts";

/** The contract ABI lays values out in words of so many bytes. */
export const WORD_BYTES = 32;

const NIBBLES = Array.from({ length: 128 }, (_, code) => Number.parseInt(String.fromCharCode(code), 16) || 0);
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** The bytes of an address or of a 32-byte value. */
export function writeHex(target: Uint8Array, offset: number, hex: Address | Bytes32): void {
  for (let at = offset, digit = 2; digit < hex.length; at++, digit += 2)
    target[at] = (nibble(hex, digit) << 4) | nibble(hex, digit + 1);
}

function nibble(hex: string, at: number): number {
  return NIBBLES[hex.charCodeAt(at)] ?? 0;
}

/** Big-endian. Throws a RangeError on what is no uint64. */
export function writeUint64(target: DataView, offset: number, value: bigint): void {
  if (value < 0n || value > NEVER_EXPIRES) throw new RangeError(`${value} is no uint64`);
  target.setBigUint64(offset, value);
}

/** The 32 bytes in hexadecimal. */
export function wordHex(word: Uint8Array): Bytes32 {
  let hex = "0x";
  for (const byte of word) hex += HEX[byte] ?? "";
  return isBytes32(hex) ? hex : bytes32Schema.parse(hex);
}
