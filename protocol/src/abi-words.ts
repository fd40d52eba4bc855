import { type Address, type Bytes32, NEVER_EXPIRES } from "./primitives.ts";

/** The contract ABI lays static values out in words of 32 bytes, numbers and addresses to the right. */
export const WORD_BYTES = 32;

const NIBBLES = Uint8Array.from({ length: 128 }, (_, code) => Number.parseInt(String.fromCharCode(code), 16));

/** Writes the bytes of `hex` from `offset` on. */
export function writeHex(target: Uint8Array, offset: number, hex: Address | Bytes32): void {
  for (let at = offset, digit = 2; digit < hex.length; at++, digit += 2)
    target[at] = (nibble(hex, digit) << 4) | nibble(hex, digit + 1);
}

function nibble(hex: string, at: number): number {
  return NIBBLES[hex.charCodeAt(at)] ?? 0;
}

/** Fills word number `index`. */
export function writeWord(target: Uint8Array, index: number, hex: Address | Bytes32): void {
  const end = (index + 1) * WORD_BYTES;
  const start = end - (hex.length - 2) / 2;
  for (let at = end - WORD_BYTES; at < start; at++) target[at] = 0;
  writeHex(target, start, hex);
}

/** Fills the last 8 bytes of word number `index`. Throws a RangeError on what is no uint64. */
export function writeUint64(target: DataView, index: number, value: bigint): void {
  if (value < 0n || value > NEVER_EXPIRES) throw new RangeError(`${value} is no uint64`);
  target.setBigUint64((index + 1) * WORD_BYTES - 8, value);
}
