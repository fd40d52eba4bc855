/** LEB128, as in WebAssembly and protocol buffers: seven bits a byte, the least significant ones first. */

/** Appends a whole number from 0 to 2^53 - 1 to `bytes`. */
export function pushNumber(bytes: number[], value: number): void {
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  bytes.push(rest);
}

/** Appends an unsigned integer of any size. */
export function pushBigint(bytes: number[], value: bigint): void {
  if (value <= BigInt(Number.MAX_SAFE_INTEGER)) {
    pushNumber(bytes, Number(value));
    return;
  }
  let rest = value;
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
}

export interface Taken {
  readonly value: bigint;
  /** Where the next one begins. */
  readonly end: number;
}

/** The integer at `from`; undefined where the bytes end in it, or where fewer bytes would say the same. */
export function takeBigint(bytes: Uint8Array, from: number): Taken | undefined {
  let value = 0n;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    value |= BigInt(byte & 0x7f) << BigInt(7 * (at - from));
    if (byte >= 0x80) continue;
    return byte === 0 && at > from ? undefined : { value, end: at + 1 };
  }
  return undefined;
}
